"""The WSGI door; on an embedded site the worker of background tasks comes in with it."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingcha.config.settings")
application = get_wsgi_application()

if settings.WORKER_IS_THREAD:
    from mingcha.kernel import schedule

    schedule.start_thread()
