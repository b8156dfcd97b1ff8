"""Where the text message gateway reports deliveries. No session: the gateway proves itself by the shared secret."""

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mingcha.kernel.errors import BadValue
from mingcha.notices import actions
from mingcha.notices.forms import read_reports
from mingcha.orgs.queries import post_by_system_name

MOST_BYTES = 256 * 1024


@csrf_exempt
@require_POST
def delivery_report(request: HttpRequest) -> HttpResponse:
    """Take delivery reports (送达回执): `X-Signature` is the hex HMAC-SHA256 of the body under the shared secret.

    A site without a secret, and a wrong signature, have no such page.
    """
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES or not _is_signed(request):
        raise Http404
    try:
        reports = read_reports(request.body)
    except BadValue as error:
        return JsonResponse({"error": str(error)}, status=422)
    known = actions.record_reports(reports, actor=post_by_system_name("system"))
    return JsonResponse({"recorded": known})


def _is_signed(request: HttpRequest) -> bool:
    if not settings.SMS_SECRET:
        return False
    signature = hmac.digest(settings.SMS_SECRET.encode(), request.body, "sha256").hex()
    return hmac.compare_digest(signature.encode(), request.headers.get("X-Signature", "").lower().encode())
