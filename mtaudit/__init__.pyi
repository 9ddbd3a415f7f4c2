from mtaudit.config import FailOn as FailOn
from mtaudit.config import Feed as Feed
from mtaudit.config import PathGate as PathGate
from mtaudit.config import Sensitivity as Sensitivity
from mtaudit.config import Settings as Settings
from mtaudit.config import Undecided as Undecided
from mtaudit.core import Article as Article
from mtaudit.core import Failure as Failure
from mtaudit.core import Finding as Finding
from mtaudit.core import Label as Label
from mtaudit.core import Severity as Severity
from mtaudit.core import Skipped as Skipped
from mtaudit.core import Span as Span
from mtaudit.core import Verdict as Verdict
from mtaudit.errors import InputError as InputError
from mtaudit.errors import ModelError as ModelError
from mtaudit.errors import MtauditError as MtauditError
from mtaudit.errors import UsageError as UsageError
from mtaudit.runs.api import ArticleReport as ArticleReport
from mtaudit.runs.api import Auditor as Auditor
from mtaudit.runs.api import CheckResult as CheckResult
from mtaudit.runs.api import audit as audit
from mtaudit.runs.api import check as check
from mtaudit.runs.api import read as read

__version__: str
