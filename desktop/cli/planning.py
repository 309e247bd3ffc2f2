"""The commands that draft: the programme of a delegation, and problems of a benchmark."""

import argparse
import time
from collections.abc import Callable

from desktop.cli.solving import SECONDS, Stopped, seconds_of, solved
from desktop.cli.work import Work, now, print_json, print_lines
from desktop.domain import Delegation
from desktop.domain.plan import minute_of
from desktop.errors import Problem
from desktop.language import _
from desktop.planning.proposal import Aim, Hold, Wanted


def add_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Let the commands be typed."""
    drafting = add("plan", _("draft the programme of a delegation"))
    drafting.add_argument("reference", metavar="REF", help=_("a reference such as DEL-2027-001"))
    _add_seconds(drafting)
    drafting.add_argument(
        "--hold",
        choices=[one.value for one in Hold],
        default=Hold.CONFIRMED.value,
        help=_("what stays at its time besides what is pinned (otherwise “confirmed”)"),
    )
    drafting.add_argument(
        "--aim",
        choices=[one.value for one in Aim],
        default=Aim.BALANCED.value,
        help=_("what counts most: a balance, short ways, early evenings or most visits"),
    )
    drafting.add_argument(
        "--why", metavar="ITEM", help=_("what an item that is left out would take to fit in")
    )
    drafting.add_argument(
        "--alternatives",
        action="store_true",
        help=_("show two or three other drafts that really differ, too; takes up to 10 s more"),
    )
    drafting.add_argument(
        "--accept", action="store_true", help=_("store the draft; it can be undone")
    )
    drafting.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    _add_seconds(add("plan-benchmark", _("solve one problem, piped in as JSON")))


def _add_seconds(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seconds", metavar="N", default=SECONDS, help=_("how long to look at most (otherwise 5)")
    )


class Planning(Work):
    """Commands that draft."""

    def _plan(self) -> None:
        from desktop.cli import plan
        from desktop.planning import draft
        from desktop.planning.draft_others import look_for_others
        from desktop.planning.draft_why import why
        from desktop.store.drafting import ACCEPT, accept
        from desktop.store.plan import last_change, read_plan
        from desktop.store.wishes import read_wishes

        options = self._options
        seconds = seconds_of(options.seconds)
        with self._reading() as session:
            record = self._record(session)
            if not isinstance(record, Delegation):
                raise Problem("plan_for_delegations", reference=record.reference)
            office = read_plan(session, self._today(), self._settings.home_zone)
            wishes = read_wishes(session, record.id)
            seq = last_change(session)
        wanted = Wanted(Aim(options.aim), Hold(options.hold), now=minute_of(now()))
        asked = draft.ask(office, wishes, wanted, seq=seq)
        try:
            until = time.monotonic() + seconds
            answer, stopped = solved(asked.problem, until, asked.present), False
        except Stopped as stop:
            if stop.answer is None:
                raise KeyboardInterrupt from stop
            answer, stopped = stop.answer, True
        proposal = draft.told(asked, answer)
        told = plan.Told(record, office, wishes, proposal, self._say)
        if options.why:
            item_id = told.left_item(options.why)
            told.why = (item_id, why(asked, answer, item_id))
        if options.alternatives and not stopped:
            try:
                told.others = look_for_others(asked, answer, lambda: False)
            except KeyboardInterrupt:
                stopped = True
        if options.accept and not stopped:
            with self._office() as file, file.writing(ACCEPT) as session:
                told.accepted = accept(
                    session, record.id, proposal.placements, proposal.displaced()
                )
        if options.json:
            print_json(told.as_json())
        else:
            print_lines(told.lines())
        if stopped:
            raise KeyboardInterrupt

    def _plan_benchmark(self) -> None:
        from desktop.cli import benchmark

        benchmark.solve(self._options.seconds, time.monotonic())
