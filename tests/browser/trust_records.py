"""What a reader's browser says of a trust record, also of one that somebody changed on its way."""

import json


def outcome(reader):
    """What the browser says in the end, and of each check."""
    reader.locator("[data-check='script'] [data-result]:not(:empty)").wait_for()
    states = {
        item.get_attribute("data-check"): item.get_attribute("data-state")
        for item in reader.locator("[data-check]").all()
    }
    return reader.get_by_role("status").text_content(), states


def change_on_its_way(reader, path, value):
    """Let the reader's window get each record with `value` of what stands at the path (its keys and places)."""

    def changed(route):
        record = route.fetch().json()
        *way, last = path
        part = record
        for step in way:
            part = part[step]
        part[last] = value(part[last])
        route.fulfill(body=json.dumps(record), content_type="application/json")

    reader.route("**/record.json", changed)
