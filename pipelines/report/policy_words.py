"""What a policy says, in the words of the page: classes to choose from, figures with their authority.

Belongs here: turning a loaded policy into labels and sentences. Does not: applying it (``screening``).
"""

from datetime import date

from pipelines.model.codes import Measure
from pipelines.model.errors import PolicyIncomplete
from pipelines.model.money import written
from pipelines.policy.policy import Policy
from pipelines.report.contents import PolicyWords
from pipelines.report.texts import text


def policy_words(policy: Policy, day: date) -> PolicyWords:
    """The policy's words as they hold on ``day``: classes in the policy's order, income line, rules with authority."""
    classes = tuple(entry.label for entry in policy.classes_on(day) if entry.offered)
    return PolicyWords(classes, (_income_line(policy, day),), tuple(_rules(policy, day)), policy.village_aliases)


def _income_line(policy: Policy, day: date) -> str:
    answer = policy.income_line(day)
    if answer is None:
        return text("policy.no_income_line")
    figure = answer.figure
    return text(
        "policy.income_line",
        yuan=written(figure.yuan),
        provisional=text("policy.provisional") if figure.provisional else "",
        authority=figure.authority,
        note=policy.note(answer.carried_from),
    )


def _rules(policy: Policy, day: date) -> list[str]:
    sentences = []
    for rule in policy.rules_on(day):
        try:
            level = policy.level_of(rule, day)
        except PolicyIncomplete:
            continue  # screening has refused already where the rule was due
        sign = rule.comparator.label if rule.comparator else ""
        words = {"label": rule.label, "comparator": sign, "authority": level[1] if level else rule.authority}
        kind = "rule_level" if level else "rule_new" if rule.measure is Measure.NEW_ON_ROLL else "rule_event"
        sentences.append(text(f"policy.{kind}", yuan=written(level[0]) if level else "", **words))
    return sentences
