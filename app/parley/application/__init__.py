"""The composition root: builds the program's parts and hands them to the windows or a command.

Nothing here knows Qt. What is not needed for the first window is built when it is asked for.
"""

from parley.application.commands import command_services
from parley.application.parts import resources_dir
from parley.application.program import Application, open_aside

__all__ = ["Application", "command_services", "open_aside", "resources_dir"]
