"""Two real ``bot run`` processes over one PostgreSQL database, with a balancer before them."""

from contextlib import ExitStack

import pytest

from tests.bot.conftest import SERVER
from tests.bot.running import until
from tests.soak.several import SeveralBots, own_database
from tests.soak.stage import PEOPLE, kill


@pytest.mark.skipif(SERVER is None, reason="TEST_POSTGRES_URL names no PostgreSQL server")
def test_two_bots_answer_each_question_once_and_in_order_also_when_one_is_killed() -> None:
    with own_database() as address, SeveralBots(2, address) as stage, ExitStack() as bots:
        bots.enter_context(stage.one(0))
        bots.enter_context(stage.one(1))
        person = PEOPLE[0]
        for number in range(3):
            stage.server.user_sends(person, person, f"When was pact {number} signed?")
        until(lambda: len(stage.times) == 3, "three answers")
        assert stage.out_of_order() == 0
        kill(stage.processes[0])
        stage.ask(10)
        until(lambda: stage.outcome().lost == 0, "the answers of the other one")
        assert stage.outcome().twice == 0
        bots.enter_context(stage.one(0))
        stage.ask(10)
        until(lambda: stage.outcome().lost == 0, "the answers of both")
        # The first three may have been under way when the one was killed.
        assert stage.outcome().twice == 0
        stage.server.assert_no_violations()
