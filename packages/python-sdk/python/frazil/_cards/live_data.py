"""What cards of users get of a step that runs, and what their pages get of it."""

from .warn import warn


def data_of(card, mode):
    """What `render_runtime`, `refresh` and, as `runtime_data`, `render` get: `user` is what the step gave to `current.card.refresh` last."""
    return {
        "user": _plain(card),
        "components": dict(_rendered(card.components.items())),
        "render_seq": "final" if mode == "render" else card.times_shown,
        "component_update_ts": card.components.changed_at,
        "mode": mode,
    }


def script_of_update(update):
    """The end of a page: hands what `refresh` gave to the page's own function `metaflow_card_update`, once all of it is there."""
    from json import dumps

    # What follows `<` could end the script.
    text = dumps(update).replace("<", "\\u003c")
    return '<script>window.addEventListener("load", () => { if (typeof metaflow_card_update === "function") metaflow_card_update(%s) })</script>' % text


def _plain(card):
    from json import dumps

    if card.data is None:
        return {}
    try:
        dumps(card.data)
    except (TypeError, ValueError) as error:
        warn("what current.card.refresh of the card '%s' got is no JSON, and is left out: %s" % (card.id, error))
        return {}
    return card.data


def _rendered(components):
    for name, component in components:
        if getattr(component, "REALTIME_UPDATABLE", False):
            try:
                content = component.render()
            except Exception as error:
                warn("the component '%s' can't be rendered: %s: %s" % (name, type(error).__name__, error))
                continue
            if isinstance(content, (str, dict)):
                yield name, content
