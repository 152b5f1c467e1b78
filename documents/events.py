"""What can happen to a document, as Historik says it."""

from audit.event_types import declare

NATIONAL_SET = declare("document.national_set", "{actor} satte MedComs link til »{name}«.")
NATIONAL_REMOVED = declare("document.national_removed", "{actor} fjernede MedComs link til »{name}«.")
# In each project that runs by the playbook.
NATIONAL_EDITION = declare("document.national_edition", "MedCom har lagt en ny udgave af »{name}« ud.")
NATIONAL_GONE = declare("document.national_gone", "MedCom har taget linket til »{name}« væk.")
LOCAL_SET = declare("document.local_set", "{actor} satte kommunens eget link til »{name}«.")
LOCAL_REMOVED = declare("document.local_removed", "{actor} fjernede kommunens eget link til »{name}«.")
READ = declare("document.read", "{actor} har læst »{name}«.")
CHECKED = declare("document.checked", "{actor} kontrollerede »{name}«.")
FILE_ADDED = declare("document.file_added", "{actor} lagde kommunens egen fil til »{name}« op.")
FILE_NEW_VERSION = declare(
    "document.file_new_version", "{actor} lagde en ny version af kommunens egen fil til »{name}« op."
)
FILE_WITHDRAWN = declare("document.file_withdrawn", "{actor} trak en fil til »{name}« tilbage.")
SHELF_FILE_ADDED = declare("shelf.file_added", "{actor} lagde en fil på hylden »{name}«.")
SHELF_FILE_NEW_VERSION = declare("shelf.file_new_version", "{actor} lagde en ny version af en fil på hylden »{name}«.")
SHELF_FILE_WITHDRAWN = declare("shelf.file_withdrawn", "{actor} trak en fil på hylden »{name}« tilbage.")
