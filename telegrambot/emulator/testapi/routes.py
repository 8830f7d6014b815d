"""The addresses of the test API."""

from aiohttp import web

from telegrambot.emulator.testapi import actions, controls, people
from telegrambot.emulator.testapi.body import Handler, refusing

_PREFIX = "/emulator/api"
_PERSON = _PREFIX + r"/people/{person_id:\d+}"

_GET: dict[str, Handler] = {
    f"{_PREFIX}/state": controls.state,
    f"{_PREFIX}/people": people.people,
    f"{_PREFIX}/faults": controls.faults,
    f"{_PREFIX}/log": controls.log,
    f"{_PERSON}/chat": people.chat,
    f"{_PERSON}/wait": people.wait,
}
_POST: dict[str, Handler] = {
    f"{_PREFIX}/people": people.create,
    f"{_PREFIX}/faults": controls.fault_add,
    f"{_PREFIX}/reset": controls.reset,
    f"{_PREFIX}/bulk/people": controls.bulk_people,
    f"{_PREFIX}/bulk/actions": controls.bulk_updates,
    f"{_PREFIX}/replies": controls.replies,
    f"{_PERSON}/account": people.change,
    f"{_PERSON}/say": actions.say,
    f"{_PERSON}/start": actions.start,
    f"{_PERSON}/press": actions.press,
    f"{_PERSON}/reply_button": actions.reply_button,
    f"{_PERSON}/photo": actions.photo,
    f"{_PERSON}/web_app_data": actions.web_app_data,
    f"{_PERSON}/pay": actions.pay,
    f"{_PERSON}/pay_again": actions.pay_again,
    f"{_PERSON}/invoice": actions.invoice,
    f"{_PERSON}/block": actions.block,
    f"{_PERSON}/unblock": actions.unblock,
    f"{_PERSON}/init_data": actions.init_data,
}


def api_routes() -> list[web.RouteDef]:
    routes = [web.get(path, refusing(handler)) for path, handler in _GET.items()]
    routes += [web.post(path, refusing(handler)) for path, handler in _POST.items()]
    routes.append(web.delete(f"{_PREFIX}/faults", refusing(controls.faults_clear)))
    return routes
