"""Pictures of the Models window: finding a model, one in full, those here, the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gallery.stage import Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from parley.ui.models.window import ModelsWindow


def models(stage: Stage) -> QWidget:
    """What is proposed for this machine, and the first of it in full."""
    return _opened(stage)


def models_details(stage: Stage) -> QWidget:
    """The licence of a model beside that of its counterpart."""
    window = _opened(stage)
    window.discover.show_model("llama-3.1-8b-instruct")
    details = window.discover.details
    stage.until(lambda: not details.builds.isHidden())
    details.ensureWidgetVisible(details.fact_section)
    stage.wait()
    return window


def models_none(stage: Stage) -> QWidget:
    """Nothing is like what was searched for."""
    window = _opened(stage)
    filters = window.discover.filters
    filters.search.setText("no such model")
    filters.changed.emit()
    stage.wait()
    return window


def models_library(stage: Stage) -> QWidget:
    """The models of this disk."""
    window = _window(stage)
    window.show_page(window.library)
    window.show()
    stage.until(lambda: window.library.ready, 120)
    return window


def models_machine(stage: Stage) -> QWidget:
    """A machine with a card that is used, and one that is not."""
    import msgspec

    from helpers.desks import machine
    from parley.hardware.values import EngineBuild, Missing

    window = _window(stage)
    window.show_page(window.machine)
    window.machine.show_machine(
        msgspec.structs.replace(
            machine(32, 12),
            missing=(
                Missing(
                    "Radeon RX 6600",
                    "Install your system's Vulkan driver, then start Parley again.",
                ),
            ),
            engine=EngineBuild("0.3.36", ("CPU", "CUDA")),
        )
    )
    return window


def _window(stage: Stage) -> ModelsWindow:
    return stage.window.models.window


def _opened(stage: Stage) -> ModelsWindow:
    window = _window(stage)
    window.show()
    stage.until(lambda: window.discover.ready, 120)
    stage.until(lambda: not window.discover.details.builds.isHidden())
    return window


STATES = (models, models_details, models_none, models_library, models_machine)
