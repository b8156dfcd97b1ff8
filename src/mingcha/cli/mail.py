"""`mingcha mail`: workbooks that units mailed back."""

import click


@click.group()
def mail() -> None:
    """Returned workbooks by mail 寄回的填报表."""


@mail.command()
def receive() -> None:
    """Take in the new messages of the folder MINGCHA_MAILDIR now, check every workbook, answer the senders."""
    from mingcha.assignments.tasks import receive_mail
    from mingcha.kernel.jobs import run_all

    count = receive_mail.call()
    run_all()
    click.echo(f"收取填报表 {count} 个")
