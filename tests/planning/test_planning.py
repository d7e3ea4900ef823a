"""The planning exercise: what is counted is true, and the solver is never worse than anyone."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course import plan
from course.errors import ResponseError, UnknownNameError
from course.learning.planner.widget import Board
from course.learning.record.store import Record
from course.planning import solver
from course.planning.agreement import agreement
from course.planning.problem import LIMITS, Limits, default_problem, judge, readable
from course.planning.report import NoPlan

PROBLEM = default_problem()
ABLE = {offer: PROBLEM.can_serve(offer) for offer in PROBLEM.offers["offer"]}


@pytest.fixture(autouse=True)
def no_record(monkeypatch):
    monkeypatch.setenv("COURSE_RECORD", "off")


@st.composite
def plans(draw):
    """Any readable plan: each offer left out, or put to one of the needs that its unit is made for."""
    choices = {offer: draw(st.sampled_from(("", *needs))) for offer, needs in ABLE.items()}
    return {offer: need for offer, need in choices.items() if need}


def kept(problem, chosen):
    """The limits that a plan keeps, counted here a second time and in another way than in the package."""
    table = problem.offers.set_index("offer").to_dict("index")
    rows = [(table[offer], need, offer) for offer, need in chosen.items()]
    limits, people = problem.limits, sum(row["people"] for row, _, _ in rows)
    by_country = {}
    for row, _, _ in rows:
        by_country[row["iso3"]] = by_country.get(row["iso3"], 0) + row["people"]
    asked = dict(zip(problem.needs["need"], problem.needs["people"], strict=True))
    there = {need: sum(row["people"] for row, served, _ in rows if served == need) for need in asked}
    queue = [
        (row["ready_days"], 30 * row["flights"] / limits.flights_per_month) for row, _, _ in rows if row["flights"]
    ]
    waits = [day + sum(time for other, time in queue if other >= day) for day, _ in queue]
    days = max([0, *(row["ready_days"] for row, _, _ in rows), *waits])
    women = sum(row["people"] * row["women_percent"] for row, _, _ in rows)
    tests = {
        "budget": sum(row["cost_usd_month"] for row, _, _ in rows) <= limits.budget + 1e-6,
        "deadline": days <= limits.deadline + 1e-6,
        "largest share": all(100 * part <= limits.largest_share * people + 1e-6 for part in by_country.values()),
        "floor": all(100 * there[need] >= limits.floor * asked[need] - 1e-6 for need in asked),
        "caveats": all(row["caveat"] != need or offer in limits.lifted for row, need, offer in rows),
        "host": all(row["host_accepts"] for row, _, _ in rows),
        "women": women >= limits.women * people - 1e-6,
    }
    return {name for name, fine in tests.items() if fine}


@settings(max_examples=200, deadline=None)
@given(plans(), st.sampled_from([0, 8]))
def test_every_reported_limit_is_really_broken_and_none_is_missed(chosen, women):
    """Does a second count, written apart, find exactly the same broken limits?"""
    problem = default_problem(women=women)
    assert {fault.limit for fault in judge(problem, chosen).broken} == set(LIMITS) - kept(problem, chosen)


@settings(max_examples=40, deadline=None)
@given(plans())
def test_the_solver_is_never_worse_than_a_feasible_plan(chosen):
    """Can anyone draw a feasible plan at random that covers more than the solver's, or costs less than its cheapest?

    Few random plans are feasible, so the limits are set to what the drawn plan needs: it is feasible then.
    """
    limits = Limits(
        budget=5_500_000, deadline=400, largest_share=100, floor=0, caveats=False, host=False, flights_per_month=15
    )
    problem = attrs.evolve(PROBLEM, limits=limits)
    mine = judge(problem, chosen)
    tight = attrs.evolve(
        problem, limits=attrs.evolve(limits, budget=max(mine.cost, 1.0), floor=min(mine.coverage.values()))
    )
    mine = judge(tight, chosen)
    assert mine.feasible or mine.broken[0].limit == "deadline"
    if mine.feasible:
        found = solver.best(tight)
        assert found.feasible
        assert found.overall >= mine.overall - 0.001


def test_a_random_search_finds_nothing_better_under_the_real_limits():
    """With all limits of the exercise, is the best of many plans near the solver's own no better than it?"""
    best = plan.solve()
    for offer, needs in ABLE.items():
        for need in ("", *needs):
            other = {name: served for name, served in best.chosen.items() if name != offer} | (
                {offer: need} if need else {}
            )
            seen = judge(PROBLEM, other)
            assert not seen.feasible or seen.overall <= best.overall + 0.001
    assert best.feasible
    assert plan.cheapest().cost <= best.cost
    assert plan.cheapest(85).overall >= 85 - 0.001


def test_more_room_is_never_worse():
    """Does the trade-off only rise with the ceiling, and say nothing where no plan is feasible?"""
    table = plan.frontier("budget", [3_000_000, 3_600_000, 4_000_000, 4_400_000])
    assert table["coverage"].isna().tolist() == [True, False, False, False]
    assert table["coverage"].dropna().is_monotonic_increasing
    assert (table["cost"].dropna() <= table["value"][1:]).all()
    figure = plan.chart(table, "budget")
    assert figure.synthetic
    assert f"{table['coverage'].iloc[1]:.1f} %" in figure.finding
    assert "At 1 of the 4 values no plan keeps all limits" in figure.finding


def test_an_impossible_wish_names_the_limits_that_conflict():
    """Are the named limits a true and smallest conflict, and is each way out that is named a way out?"""
    for wish in ({"floor": 70}, {"budget": 3_000_000}, {"deadline": 90}, {"women": 12}):
        answer = plan.solve(**wish)
        assert isinstance(answer, NoPlan)
        problem = default_problem(**wish)
        assert not solver._possible(problem, answer.together)
        for limit in answer.together:
            assert solver._possible(problem, [name for name in answer.together if name != limit]), limit
        for way in answer.conflict.alone:
            if way.needed is not None and way.present is not None:
                name = way.limit.replace(" ", "_")
                step = -0.02 if way.limit in ("floor", "women") else 0.02
                assert plan.solve(**{**wish, name: way.needed + step}).feasible, (wish, way)
                assert not plan.solve(**{**wish, name: way.present}).feasible
        assert "cannot be kept together" in repr(answer)


def test_improve_keeps_its_promise_about_changes():
    """Does the improved plan differ in no more offers than allowed, and is it no worse than the plan it started from?"""
    mine = plan.cheapest().chosen
    better = plan.improve(mine, changes=3)
    touched = {offer for offer in {*mine, *better.chosen} if mine.get(offer) != better.chosen.get(offer)}
    assert len(touched) <= 3
    assert better.overall >= judge(PROBLEM, mine).overall
    assert plan.improve(mine, changes=0).chosen == mine
    assert "Allow more changes" in repr(plan.improve({}, changes=1))


@pytest.mark.parametrize(
    ("chosen", "word"),
    [
        ({"o99": "guard"}, "no offer 'o99'"),
        ({"o13": "guards"}, "no need 'guards'"),
        ({"o13": "care"}, "can serve build, not care"),
        (["o13", "o13"], "named twice"),
        ("o13", "A plan is a set"),
        (7, "A plan is a set"),
    ],
)
def test_a_plan_that_cannot_be_read_says_why(chosen, word):
    """Does a slip of the hand get a sentence and not a traceback?"""
    with pytest.raises((UnknownNameError, ResponseError)):
        readable(PROBLEM, chosen)
    assert word in str(plan(chosen))
    assert "Did you mean 'budget'" in str(plan({}, bugdet=1))


def test_the_report_is_the_same_in_words_and_in_html():
    """Is every broken limit, every need and SYNTHETIC in both forms?"""
    report = plan({"o01": "patrol", "o13": "build"})
    for text in (repr(report), report._repr_html_().replace("&#x27;", "'")):
        assert "SYNTHETIC" in text
        assert all(fault.says in text for fault in report.outcome.broken)
        assert all(need in text for need in report.coverage)
    assert report.broken == ["largest share", "floor", "caveats", "host"]


def test_the_board_keeps_a_plan_and_reads_it_back(tmp_path):
    """Is a choice on the board in the record, there again tomorrow, and is a choice that fits no unit refused?"""
    record = Record(tmp_path / "record.jsonl")
    board = Board(PROBLEM, record)
    board.keep({"chosen": {"o13": "build"}})
    assert board.state()["result"]["code"] == 'my_plan = {"o13": "build"}'
    assert record.state().plans == {"capstone": {"o13": "build"}}
    with pytest.raises(ResponseError):
        board.keep({"chosen": {"o13": "care"}})
    assert board.chosen == {"o13": "build"}
    assert "Plan by typing" in repr(board)


def test_the_offers_follow_their_recipe():
    """Are people an eighth of what the country gave, the cost people times the latest rate, the women share real?"""
    from course import load

    given_then = load("un_contributors_2021").set_index("iso3")
    rate = load("reimbursement_rates").sort_values("valid_from")["usd_per_person_month"].iloc[-1]
    for row in load("synthetic_offers").itertuples():
        assert row.people <= given_then["total"][row.iso3] / 8
        assert row.cost_usd_month == row.people * rate
        women = 100 * given_then["women"][row.iso3] / given_then["total"][row.iso3]
        assert row.women_percent == pytest.approx(women, abs=0.06)


def test_two_readers_are_compared_row_by_row():
    """Are blanks left out, gaps named, and marks beyond the most refused?"""
    most = {"Claim": 4, "Exit": 4, "Clarity": 2}
    empty = agreement(most, dict.fromkeys(most), dict.fromkeys(most))
    assert "No row" in repr(empty)
    found = agreement(most, {"Claim": 4, "Exit": 1, "Clarity": 2}, {"Claim": 3, "Exit": 4, "Clarity": None})
    assert (found.rows, found.same, found.near, found.apart, found.talk) == (2, 0, 1, {"Exit": 3}, True)
    assert not agreement(most, {"Claim": 3}, {"Claim": 3}).talk
    with pytest.raises(ResponseError):
        agreement(most, {"Clarity": 3}, {})
