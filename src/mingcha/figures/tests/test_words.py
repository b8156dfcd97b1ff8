"""Counter words: 起, 人 and 人次 are never mixed."""

import pytest

from mingcha.figures import words
from mingcha.kernel.errors import BadValue


def test_counter_word_is_found_in_either_width_of_brackets() -> None:
    assert words.counter_word("条（篇）").word == "条(篇)"
    assert words.counter_word("条(篇)").kind == "article"


def test_counter_word_when_unknown_names_the_field_and_what_there_is() -> None:
    with pytest.raises(BadValue, match="没有量词“箩”，可用：个 家 起") as error:
        words.counter_word("箩", field="measure.word")

    assert error.value.field == "measure.word"


@pytest.mark.parametrize(
    ("word", "other", "may"),
    [
        ("家", "个", True),
        ("名", "人", True),
        ("篇", "条（篇）", True),
        ("人次", "人", False),
        ("起", "件", False),
        ("人", "起", False),
        ("箩", "个", False),
        ("个", "箩", False),
    ],
)
def test_words_stand_for_each_other_within_their_class_alone(word: str, other: str, may: bool) -> None:
    assert words.may_stand_for(word, other) == may
