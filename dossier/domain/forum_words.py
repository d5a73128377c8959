"""Why a body is open or closed for a complaint, and on which conditions, each in one sentence."""

from dossier.errors import add_messages
from dossier.i18n import N_

SENTENCES = {
    # the answer
    "forum.open": N_("Open."),
    "forum.closed": N_("Closed."),
    "forum.late": N_("Its time limit has passed."),
    "forum.check": N_("To check: whether it is open is not known here."),
    "forum.unknown": N_("It depends on days that are not known well enough."),
    "forum.prospective": N_("Not open yet."),
    "forum.indirect": N_("Only through national authorities."),
    "forum.ad_hoc": N_("Only when it has been invoked."),
    # why
    "forum.why.mandate": N_("Its mandate covers this State."),
    "forum.why.party": N_("The State is a party to the treaty by which it takes complaints."),
    "forum.why.member": N_("The State is bound by the European Convention on Human Rights for these facts."),
    "forum.why.declaration": N_("The State has accepted by declaration that it takes complaints."),
    "forum.why.anyone": N_("Anybody may send a communication, whatever the State."),
    "forum.why.national_law": N_("The law of that other country decides; ask a lawyer there."),
    "forum.why.executive": N_("It is an executive decision on information that anybody may send."),
    "forum.why.referral": N_("A State party has referred the situation to the Prosecutor."),
    "forum.why.agreement": N_("The agreement on it is signed; its work has not begun as far as known."),
    "forum.why.rules_unknown": N_("Its rules are not known."),
    "forum.why.national_authorities": N_("Organisations do not submit to it themselves."),
    "forum.why.when_invoked": N_("A participating State must invoke it; then its rapporteur takes material."),
    "forum.why.renewal": N_("The last known renewal of its mandate has run out. Look at its page."),
    "forum.why.intake": N_("Whether it still takes material is not known. Ask it."),
    "forum.why.last_day": N_("Sources disagree whether this was still a day for filing."),
    "forum.why.state_unknown": N_("How far the matter has gone since is not recorded here. Look at its page."),
    "forum.why.mandate_ended": N_("Its mandate has ended."),
    "forum.why.denounced": N_("The State has left the treaty; only what was filed before goes on."),
    "forum.why.not_party": N_("The State is not a party to the treaty."),
    "forum.why.not_member": N_("The State is not bound by the European Convention on Human Rights."),
    "forum.why.no_declaration": N_("The State has made no declaration that it takes complaints."),
    # which day decides
    "forum.day.filed_before": N_("It takes filings only since {day}."),
    "forum.day.filed_after": N_("It took filings only until {day}."),
    "forum.day.facts_before": N_("It looks only at facts since {day}."),
    "forum.day.facts_after": N_("It looks only at facts until {day}."),
    "forum.day.facts_missing": N_("The day of the facts is not given, and it decides."),
    # time limits
    "forum.limit.due": N_("File by {day}: the limit is {term} ({certainty})."),
    "forum.limit.final_decision": N_("Time limit from the final decision, whose day is not given: {term}."),
    "forum.limit.facts": N_("Time limit from the facts, whose day is not given: {term}."),
    "forum.limit.passed": N_("The time limit ({term}) ended: {day}."),
    "forum.limit.urgent": N_("Its urgent procedure ({term} from the facts) is open until: {day}."),
    "forum.limit.urgent_passed": N_(
        "Its urgent procedure ({term} from the facts) ended: {day}; the other one is open."
    ),
    "forum.unchecked": N_("Unchecked: from memory. Check before you rely on it."),
    # conditions
    "forum.condition.no_exhaustion": N_("Remedies at home need not be exhausted."),
    "forum.condition.exhaustion": N_("Remedies at home must be exhausted, or shown to be of no use."),
    "forum.condition.no_other_procedure": N_("The same matter must not be before another international body."),
    "forum.condition.consent": N_("The person or the family must consent."),
    "forum.condition.consent_each": N_("An informed consent for each sharing is needed."),
    "forum.condition.relatives_consent": N_("The relatives must consent where an organisation submits."),
    "forum.condition.questionnaire": N_("It has a questionnaire of its own."),
    "forum.condition.urgent": N_("It has an urgent procedure for recent disappearances."),
    "forum.condition.women": N_("Only discrimination against women."),
    "forum.condition.communications": N_("It takes communications on single cases and reports to the Council."),
    "forum.condition.evidence": N_("It collects, keeps and analyses evidence."),
    "forum.condition.languages": N_("English or French are preferred; Russian is accepted."),
    "forum.condition.territory": N_("The crime, or a part of it, on a State party's territory or by its national."),
    "forum.condition.cross_border": N_("Crimes partly committed on a State party's territory, such as deportation."),
    "forum.condition.national_rules": N_("National rules of evidence apply."),
    "forum.condition.two_sources": N_("Two independent open sources for each allegation; what identifies the person."),
    "forum.condition.rapporteur": N_("Material goes to the rapporteur of that time."),
    "forum.condition.leaders": N_("Only the crime of aggression, by leaders."),
    "forum.condition.keep_originals": N_("Keep originals, metadata and consents in the widest form."),
}
add_messages(SENTENCES)
