"""What a plan amounts to, for people: as text, as HTML, and as the plain values that the board's page shows."""

from __future__ import annotations

import html
from typing import Any

import attrs

from course.planning.problem import LIMITS, Limits, Outcome, Problem
from course.planning.solver import Conflict, Stretch

_UNITS = {"budget": "dollars a month", "deadline": "days", "largest share": "%", "floor": "%", "women": "%"}
_NAMES = {
    "budget": "the budget ceiling",
    "deadline": "the deadline",
    "largest share": "the most from one contributor",
    "floor": "the least coverage of each need",
    "caveats": "the caveats",
    "host": "the host's refusal",
    "women": "the least share of women",
}


@attrs.frozen(repr=False)
class Report:
    """An allocation and what it amounts to; shows itself as the last value of a cell. See `Outcome` for the values."""

    problem: Problem
    outcome: Outcome

    @property
    def feasible(self) -> bool:
        """Whether every limit is kept."""
        return self.outcome.feasible

    @property
    def chosen(self) -> dict[str, str]:
        """Offer -> need."""
        return self.outcome.chosen

    @property
    def cost(self) -> float:
        """US dollars a month."""
        return self.outcome.cost

    @property
    def coverage(self) -> dict[str, float]:
        """Need -> per cent."""
        return self.outcome.coverage

    @property
    def overall(self) -> float:
        """Mean coverage of the needs, per cent."""
        return self.outcome.overall

    @property
    def days(self) -> float:
        """Days until the last unit is there."""
        return self.outcome.days

    @property
    def broken(self) -> list[str]:
        """The names of the limits that are broken, each once, in the order of LIMITS."""
        found = {fault.limit for fault in self.outcome.broken}
        return [limit for limit in LIMITS if limit in found]

    def as_form(self) -> dict[str, Any]:
        """The values that the page of the board shows."""
        return {
            "feasible": self.feasible,
            "headline": self._headline(),
            "facts": self._facts(),
            "broken": [fault.says for fault in self.outcome.broken],
            "coverage": [[need, title, f"{self.coverage[need]:.0f} %"] for need, title in self._needs()],
            "code": f"my_plan = {self.chosen!r}".replace("'", '"'),
        }

    def _needs(self) -> list[tuple[str, str]]:
        needs = self.problem.needs
        titles = [f"{need.title} ({need.people:,} people asked)" for need in needs.itertuples()]
        return list(zip(needs["need"].tolist(), titles, strict=True))

    def _headline(self) -> str:
        if self.feasible:
            return "Feasible: every limit is kept"
        count = len(self.outcome.broken)
        return f"Not feasible: {count} {'limit is' if count == 1 else 'limits are'} broken"

    def _facts(self) -> list[str]:
        seen, limits = self.outcome, self.problem.limits
        lines = [
            f"Coverage, mean of {len(seen.coverage)} needs: {seen.overall:.1f} %",
            f"Cost: {seen.cost:,.0f} dollars a month for personnel (ceiling {limits.budget:,.0f})",
            f"People: {seen.people:,}, of them women {seen.women:.1f} %",
            f"Days until the last unit is there: {seen.days:.0f} (deadline {limits.deadline:g})",
        ]
        if seen.people:
            lines.append(
                f"Largest contributor: {seen.largest[0]}, {seen.largest[1]:.1f} % (most {limits.largest_share:g} %)"
            )
        return lines

    def __repr__(self) -> str:
        form = self.as_form()
        lines = [f"SYNTHETIC exercise. {form['headline']}.", *(f"  {line}" for line in form["facts"])]
        lines += [f"  {need:<8}{covered:>6}  {title}" for need, title, covered in form["coverage"]]
        lines += [f"  broken: {line}" for line in form["broken"]]
        if self.chosen:
            lines.append("  chosen: " + ", ".join(f"{offer} {need}" for offer, need in self.chosen.items()))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        form, escape = self.as_form(), html.escape
        sign = "✓" if self.feasible else "✗"
        facts = "".join(f"<li>{escape(line)}</li>" for line in form["facts"])
        broken = "".join(f"<li>{escape(line)}</li>" for line in form["broken"])
        rows = "".join(
            f"<tr><th scope='row' style='text-align:left'>{escape(need)}</th>"
            f"<td style='text-align:left'>{escape(title)}</td><td style='text-align:right'>{covered}</td>"
            f"<td style='text-align:left'>{escape(', '.join(self._serving(need)) or 'nobody')}</td></tr>"
            for need, title, covered in form["coverage"]
        )
        wrong = f"<p style='margin:.4em 0'><strong>Broken limits</strong></p><ul>{broken}</ul>" if broken else ""
        head = "".join(
            f"<th scope='col' style='text-align:left'>{word}</th>"
            for word in ("need", "in words", "covered", "served by")
        )
        return (
            "<div role='group' aria-label='What this plan amounts to' style='max-width:52em;line-height:1.45'>"
            f"<p style='margin:.3em 0'><strong>{sign} {escape(form['headline'])}.</strong> SYNTHETIC exercise.</p>"
            f"<ul style='margin:.3em 0'>{facts}</ul>{wrong}"
            f"<table><caption style='text-align:left'>Coverage of each need</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div>"
        )

    def _serving(self, need: str) -> list[str]:
        names = self.problem.offers.set_index("offer")["country"]
        return [f"{offer} {names[offer]}" for offer, served in self.chosen.items() if served == need]


@attrs.frozen(repr=False)
class NoPlan:
    """The answer when no plan is feasible: which limits conflict, and how far each alone would have to move."""

    problem: Problem
    conflict: Conflict | None
    why: str = ""

    @property
    def feasible(self) -> bool:
        """Always False."""
        return False

    @property
    def chosen(self) -> dict[str, str]:
        """Always empty."""
        return {}

    @property
    def overall(self) -> None:
        """Always None: there is no plan to cover anything."""
        return

    @property
    def together(self) -> tuple[str, ...]:
        """A smallest set of limits that cannot be kept together; empty when another request was the reason."""
        return self.conflict.together if self.conflict else ()

    def lines(self) -> list[str]:
        """What conflicts and what would help, one sentence each."""
        if self.conflict is None:
            return [self.why]
        lines = [f"These cannot be kept together: {', '.join(_NAMES[name] for name in self.together)}."]
        helps = [stretch for stretch in self.conflict.alone if stretch.needed is not None]
        lines += [_alone(stretch) for stretch in helps]
        useless = [_NAMES[stretch.limit] for stretch in self.conflict.alone if stretch.needed is None]
        if useless:
            lines.append(f"Giving way on one of these alone does not help: {', '.join(useless)}.")
        return lines

    def __repr__(self) -> str:
        return "\n".join(["SYNTHETIC exercise. No plan keeps all limits.", *(f"  {line}" for line in self.lines())])

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{html.escape(line)}</li>" for line in self.lines())
        return (
            "<div role='group' aria-label='Why there is no plan' style='max-width:52em;line-height:1.45'>"
            f"<p><strong>✗ No plan keeps all limits.</strong> SYNTHETIC exercise.</p><ul>{lines}</ul></div>"
        )


def _alone(stretch: Stretch) -> str:
    name = _NAMES[stretch.limit].capitalize()
    if stretch.present is None or stretch.needed is None:
        return f"Without {_NAMES[stretch.limit]} there would be a plan."
    unit = _UNITS[stretch.limit]
    return f"{name} alone would have to move from {stretch.present:,.10g} to {_shown(stretch)} {unit}."


def _shown(stretch: Stretch) -> str:
    return f"{stretch.needed:,.0f}" if stretch.limit == "budget" else f"{stretch.needed:.4g}"


def offer_text(row: Any) -> str:
    """One offer in a line: who, what, how many, at what price, when, and with which limit."""
    flights = f"{row.flights} flight{'s' if row.flights > 1 else ''}" if row.flights else "brings itself"
    caveat = f"; caveat: not {row.caveat}" if isinstance(row.caveat, str) else ""
    refused = "" if row.host_accepts else "; the host does not accept this contributor"
    return (
        f"{row.offer} {row.country}, {row.unit}: {row.people} people, {row.cost_usd_month:,} dollars a month, "
        f"ready in {row.ready_days} days, {flights}{caveat}{refused}"
    )


def limits_text(limits: Limits) -> list[str]:
    """The limits as sentences."""
    lines = [
        f"Budget: at most {limits.budget:,.0f} dollars a month for personnel.",
        f"Time: everybody is there within {limits.deadline:g} days; {limits.flights_per_month:g} flights a month, "
        "flown in the order in which units are ready.",
        f"Burden: at most {limits.largest_share:g} % of all people from one contributor.",
        f"Needs: each one covered to at least {limits.floor:g} %.",
    ]
    if limits.women:
        lines.append(f"Women: at least {limits.women:g} % of all people.")
    lines.append("Caveats hold." if limits.caveats else "Caveats are set aside.")
    lines.append("The host's refusal holds." if limits.host else "The host's refusal is set aside.")
    return lines


def problem_text(problem: Problem) -> str:
    """The exercise as text: needs, limits, offers, and how to plan by typing. The same in every run."""
    lines = ["Planning exercise (SYNTHETIC: real contributors and a real rate, invented offers)", "Needs"]
    lines += [f"  {row.need:<8} {row.people:>5} people  {row.title}" for row in problem.needs.itertuples()]
    lines += ["Limits", *(f"  {line}" for line in limits_text(problem.limits))]
    lines += ["Offers", *(f"  {offer_text(row)}" for row in problem.offers.itertuples())]
    lines.append('Plan by typing: plan({"o04": "guard", "o13": "build"}).')
    return "\n".join(lines)
