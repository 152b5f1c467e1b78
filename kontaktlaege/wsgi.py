"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from ui.charset import CharsetGate

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kontaktlaege.settings")
application = CharsetGate(get_wsgi_application())
