"""`python -m aiact_lint`."""

import os
import sys

# `-m` puts the current folder first, and modules or plugins of what is linted must not be imported from there.
if sys.path and os.path.realpath(sys.path[0] or os.curdir) == os.path.realpath(os.curdir):
    del sys.path[0]

from aiact_lint.cli.main import main

if __name__ == "__main__":
    main()
