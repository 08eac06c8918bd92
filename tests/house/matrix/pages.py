"""Every address of the pages, and who is let in where (o own, x other organisation, f other district).

LISTS answer whoever reads the room, with the rows that are theirs to know; DETAILS are one row; FORMS show and take
a form; BUTTONS only take a POST. What stands in `OPEN` belongs to signing in and is everybody's.
"""

from tests.house.matrix.actions import COORDINATOR, MAY
from tests.house.matrix.api import ALL, OF_FIRM, READERS, ROWS, everywhere, own, within

ALL_BUT_ADMIN = ALL.replace(" admin", "")

LISTS: dict[str, str] = {
    "partners:list": "partners",
    "partners:pledges": "partners",
    "budget:list": "budget",
    "budget:lines": "budget",
    "budget:entries": "budget",
    "budget:returns": "budget",
    "people:list": "people",
    "people:teachers": "people",
    "people:staff": "people",
    "competency:list": "competency",
    "competency:occupations": "competency",
    "competency:codes": "competency",
    "competency:frameworks": "competency",
    "competency:successions": "competency",
    "competency:editions": "competency",
    "competency:alignments": "competency",
    "competency:texts": "competency",
    "demand:list": "demand",
    "demand:signals": "demand",
    "demand:postings": "demand",
    "curriculum:list": "curriculum",
    "curriculum:courses": "curriculum",
    "curriculum:coverage": "curriculum",
    "curriculum:equipment": "curriculum",
    "training:list": "training",
    "training:enrolments": "training",
    "placement:list": "placement",
    "placement:applications": "placement",
    "placement:placements": "placement",
    "credit:list": "credit",
    "outcome:list": "outcome",
    "forecast:list": "forecast",
    "evidence:list": "evidence",
}
LISTS |= {
    "privacy:corrections": "privacy_answer",
    "privacy:looks": "audit",
    "privacy:events": "audit",
    "privacy:retention": "privacy_destroy",
}
PLAN = "curriculum_plan"
LISTS |= {
    "curriculum:tables": PLAN,
    "curriculum:studies": PLAN,
    "curriculum:campaigns": PLAN,
    "curriculum:requests": PLAN,
    "curriculum:proposals": PLAN,
    "curriculum:supply": PLAN,
}
DETAILS: dict[str, str] = {
    "partners:detail": "agreement",
    "budget:detail": "fund",
    "budget:line": "line",
    "people:detail": "learner",
    "people:path": "learner",
    "training:attained": "learner",
    "competency:detail": "unit",
    "competency:text": "text",
    "demand:detail": "need",
    "demand:posting": "posting",
    "curriculum:detail": "department",
    "training:detail": "programme",
    "training:enrolment": "enrolment",
    "placement:detail": "opening",
    "placement:application": "application",
    "placement:placement": "placement",
    "credit:detail": "registered",
    "outcome:detail": "observation",
    "forecast:detail": "projection",
    "evidence:detail": "finding",
}
#: name: (row of the address, who); a form without a row opens for whoever may do it anywhere.
FORMS: dict[str, tuple[str, str]] = {
    "partners:draft": ("", everywhere("coordinator")),
    "partners:sign": ("signing", MAY["partners.sign"]),
    "partners:pledge": ("agreement", MAY["partners.pledge"]),
    "partners:end": ("agreement", MAY["partners.end_agreement"]),
    "partners:keep": ("pledge", MAY["partners.record_kept"]),
    "budget:open": ("", everywhere("coordinator")),
    "budget:cut": ("", everywhere("coordinator")),
    "budget:enter": ("", everywhere("coordinator")),
    "people:enter": ("", everywhere("coordinator school_lead")),
    "people:graduate": ("learner", MAY["people.graduate"]),
    "people:leave": ("learner", MAY["people.leave"]),
    "competency:add": ("", everywhere("coordinator admin")),
    "competency:replace": ("unit", MAY["competency.replace_unit"]),
    "competency:describe": ("proposed", MAY["competency.describe_unit"]),
    "competency:open_framework": ("", everywhere("coordinator admin")),
    "competency:bring": ("", everywhere("coordinator admin")),
    # Units are public: whoever keeps links of a district may link any unit in it.
    "competency:align": ("unit", everywhere("coordinator admin")),
    "competency:add_texts": ("", everywhere("coordinator admin")),
    "competency:standards": ("", everywhere("admin")),
    "demand:state": ("", everywhere("coordinator firm_hr")),
    "demand:revise": ("need", MAY["demand.revise_need"]),
    "demand:survey_new": ("", everywhere("coordinator")),
    "demand:add_postings": ("", everywhere("coordinator")),
    "demand:addresses": ("survey", MAY["demand.address_asks"]),
    "demand:load_figures": ("", everywhere("admin")),
    "curriculum:department": ("", everywhere("coordinator school_lead")),
    "curriculum:state": ("department", MAY["curriculum.change_state"]),
    "curriculum:seats": ("department", MAY["curriculum.set_seats"]),
    # Whoever drafts tables may add a candidate; what is taught at once is the lead's word (the action asks).
    "curriculum:course": ("department", MAY["curriculum.draft_table"]),
    "curriculum:course_edit": ("course", MAY["curriculum.change_course"]),
    "training:announce": ("", everywhere("coordinator")),
    # A school enrols its own learners in any programme of its district; whom, the form and the action ask.
    "training:enrol": ("programme", within("coordinator school_lead teacher")),
    "training:complete": ("enrolment", MAY["training.complete"]),
    "training:attest": ("learner", MAY["training.attest"]),
    "training:retract": ("attainment", MAY["training.retract"]),
    "training:complete_all": ("started", within("coordinator teacher trainer")),
    "placement:draft": ("", everywhere("coordinator firm_hr")),
    "placement:apply": ("opening", within("student")),
    "placement:offer": ("application", MAY["placement.offer"]),
    "placement:refuse": ("application", MAY["placement.refuse"]),
    "placement:accept": ("offered", MAY["placement.accept"]),
    "placement:decline": ("offered", MAY["placement.decline"]),
    "placement:withdraw": ("application", MAY["placement.withdraw"]),
    "placement:end": ("placement", MAY["placement.end_placement"]),
    "credit:register": ("", everywhere("coordinator teacher student")),
    "credit:complete": ("registered", MAY["credit.complete"]),
    "credit:award": ("completed", MAY["credit.award"]),
    "credit:refuse": ("completed", MAY["credit.refuse"]),
    "outcome:observe": ("", everywhere("coordinator school_lead teacher")),
    "forecast:project": ("", everywhere("coordinator")),
    "evidence:confirm": ("finding", MAY["evidence.confirm"]),
    "evidence:dismiss": ("finding", MAY["evidence.dismiss"]),
    "load:index": ("", everywhere("coordinator admin")),
}
FORMS |= {
    "privacy:give": ("learner", MAY["people.give_consent"]),
    "privacy:withdraw": ("learner", MAY["people.withdraw_consent"]),
    "privacy:correct": ("learner", MAY["people.ask_correction"]),
    "privacy:ask": ("learner", MAY["people.ask_guardian"]),
    "privacy:paper": ("learner", MAY["people.record_consent"]),
    "privacy:answer": ("correction", MAY["people.answer_correction"]),
    "privacy:rule": ("", everywhere("coordinator")),
    "privacy:destruction": ("destruction", within("dpo")),
    "privacy:statistics": ("", everywhere("coordinator dpo")),
}
DRAFTERS = MAY["curriculum.draft_table"]
REQUESTERS = MAY["curriculum.draft_request"]
MOVERS = f"{REQUESTERS} office=ox ministry=ox"
FORMS |= {
    "curriculum:draft": ("department", DRAFTERS),
    "curriculum:ask": ("department", DRAFTERS),
    "curriculum:table_upload": ("table", DRAFTERS),
    "curriculum:course_decide": ("asked_course", MAY["curriculum.decide_approval"]),
    "curriculum:table_approve": ("submitted", MAY["curriculum.approve_table"]),
    "curriculum:table_return": ("submitted", MAY["curriculum.return_table"]),
    # The chosen district of the address counts where the viewer may choose it; else their own.
    "curriculum:equip": ("", everywhere("coordinator school_lead")),
    "curriculum:target": ("", everywhere("coordinator office")),
    "curriculum:seats_plan": ("", everywhere("coordinator office")),
    "curriculum:new_campaign": ("", everywhere("coordinator office")),
    "curriculum:adopt": ("option", MAY["curriculum.adopt"]),
    "curriculum:choose": ("seats_option", MAY["curriculum.choose_seats"]),
    "curriculum:new_request": ("campaign", within("coordinator school_lead")),
    "curriculum:from_option": ("seats_option", within("coordinator")),  # a school sees a chosen plan: tests/domain
    "curriculum:request_edit": ("reorganisation", MAY["curriculum.edit_request"]),
    "curriculum:request_move": ("reorganisation", MOVERS),
    "curriculum:opinion": ("reorganisation", f"{COORDINATOR} city=ox office=ox"),
    "curriculum:correct": ("selected", MAY["curriculum.correct_request"]),
}
BUTTONS: dict[str, tuple[str, str]] = {
    "partners:request": ("agreement", MAY["partners.request_signatures"]),
    "training:sign_up": ("programme", within("student")),
    "training:withdraw": ("enrolment", MAY["training.withdraw"]),
    "placement:publish": ("checked", MAY["placement.publish"]),
    "placement:close": ("opening", MAY["placement.close"]),
    "evidence:compute": ("", everywhere("coordinator")),
    "cite": ("", everywhere("coordinator reader office city ministry auditor")),
    "load:confirm": ("run", f"{within('coordinator')} {everywhere('admin')}"),
    "load:cancel": ("run", f"{within('coordinator')} {everywhere('admin')}"),
    "load:retry": ("run", f"{within('coordinator')} {everywhere('admin')}"),
}
BUTTONS |= {
    "competency:accept": ("proposed", MAY["competency.decide_unit"]),
    "competency:reject": ("proposed", MAY["competency.decide_unit"]),
    "competency:align_yes": ("alignment", MAY["competency.decide_alignment"]),
    "competency:align_no": ("alignment", MAY["competency.decide_alignment"]),
    "competency:judge_yes": ("suggestion", MAY["competency.judge"]),
    "competency:judge_no": ("suggestion", MAY["competency.judge"]),
    "competency:read_texts": ("", everywhere("coordinator admin")),
    "competency:standards_confirm": ("standards", everywhere("admin")),
    "demand:remind": ("survey", MAY["demand.hand_link"]),
    "demand:merge_postings": ("posting", MAY["demand.merge_postings"]),
    "demand:hand": ("ask", MAY["demand.hand_link"]),
    "demand:survey_close": ("survey", MAY["demand.close_survey"]),
    "curriculum:course_ask": ("local", MAY["curriculum.ask_approval"]),
    "curriculum:table_edit": ("table", DRAFTERS),
    "curriculum:table_check": ("table", DRAFTERS),
    "curriculum:table_submit": ("table", MAY["curriculum.submit_table"]),
    "curriculum:study_cancel": ("study", DRAFTERS),
    "curriculum:study_retry": ("study", DRAFTERS),
    "curriculum:propose": ("option", MAY["curriculum.propose_training"]),
}
BUTTONS |= {
    "privacy:take_back": ("learner", MAY["people.take_back_request"]),
    "privacy:find_due": ("", everywhere("dpo")),
}
#: Pages that are only read, and are no list and no row of a room.
READ: dict[str, tuple[str, str]] = {
    "home": ("", everywhere(READERS["competency"])),
    "number": ("", everywhere(READERS["cycle"])),
    "cycle": ("", everywhere(READERS["cycle"])),
    "citation": ("citation", within(READERS["cycle"])),
    "changes": ("", everywhere("coordinator auditor dpo admin")),
    "load:template": ("", everywhere("coordinator admin")),
    "load:run": ("run", f"{within('coordinator')} {everywhere('admin')}"),
    "load:progress": ("run", f"{within('coordinator')} {everywhere('admin')}"),
    "load:marked": ("marked", f"{within('coordinator')} {everywhere('admin')}"),
}
READ |= {
    "competency:edition": ("edition", everywhere(READERS["competency"])),
    "competency:package": ("framework", everywhere(READERS["competency"])),
    "competency:departures": ("framework", everywhere(READERS["competency"])),
    "competency:standards_run": ("standards", everywhere("admin")),
    "competency:standards_progress": ("standards", everywhere("admin")),
    "demand:board": ("", everywhere(READERS["demand"])),
    "demand:board_workbook": ("", everywhere(READERS["demand"])),
    "demand:surveys": ("", everywhere("coordinator")),
    "demand:figures": ("", everywhere(READERS["competency"])),
    "demand:asks": ("", everywhere("coordinator")),
    "demand:survey": ("survey", within("coordinator")),
    "demand:ask": ("ask", within("coordinator")),
    "curriculum:one_course": ("course", ROWS["department"]),
    "curriculum:table": ("table", ROWS["table"]),
    "curriculum:table_compare": ("table", ROWS["table"]),
    "curriculum:table_xlsx": ("table", ROWS["table"]),
    "curriculum:study": ("study", ROWS["table"]),
    "curriculum:study_progress": ("study", ROWS["table"]),
    "curriculum:campaign": ("campaign", ROWS["campaign"]),
    "curriculum:request": ("reorganisation", ROWS["table"]),
}
#: The habits of a person: everybody's own desk, search, help; deeds for several rows; who may, as everywhere.
EVERYBODY = everywhere(READERS["competency"])
READ |= {
    "search:index": ("", EVERYBODY),
    "search:organisation": ("organisation", f"{within(ALL_BUT_ADMIN)} {everywhere('admin')}"),
    "desk:index": ("", EVERYBODY),
    "help:index": ("", EVERYBODY),
    "help:keys": ("", EVERYBODY),
    "help:room": ("", EVERYBODY),
}
FORMS |= {
    "placement:publish_several": ("", everywhere("coordinator firm_hr")),
    "placement:close_several": ("", everywhere("coordinator firm_hr")),
    "evidence:confirm_several": ("", everywhere("coordinator")),
    "evidence:dismiss_several": ("", everywhere("coordinator")),
    "training:complete_several": ("", everywhere("coordinator teacher trainer")),
}
BUTTONS |= {
    "desk:digest": ("", EVERYBODY),
    "desk:again": ("", EVERYBODY),
}
#: Answer 404 to whoever does not send a row of their own (a saved filter, a list, a fresh token): tests/web/test_desk.py.
OWN = {"desk:keep_filter", "desk:drop_filter", "desk:columns", "desk:seen", "placement:reopen_several"}
READ |= {
    "privacy:mine": ("", everywhere("student guardian")),
    "privacy:looked": ("learner", own("student guardian")),
    "privacy:copy_json": ("learner", own("student guardian")),
    "privacy:copy_xlsx": ("learner", own("student guardian")),
    "privacy:reviews": ("", everywhere("coordinator auditor dpo admin")),
}
#: Read by more people than those who may do what the page offers: name: (row, who may read, who may do).
BOTH: dict[str, tuple[str, str, str]] = {
    "competency:settle": ("succession", everywhere(READERS["competency"]), MAY["competency.settle_succession"]),
    "curriculum:proposal": ("proposal", ROWS["table"], MAY["curriculum.answer_training"]),
    "privacy:review": ("", everywhere("coordinator auditor dpo admin"), everywhere("dpo")),
}
#: Everybody's, signed in or not.
PUBLIC = {"privacy:law", "privacy:lawful", "privacy:text", "privacy:link", "demand:answer"}
#: Accounts and invitations: who looks after them, and one row of theirs.
KEEPERS = "coordinator school_lead firm_hr auditor dpo admin"
OF_SCHOOL = f"{within('coordinator auditor dpo')} {own('school_lead')} {everywhere('admin')}"
FORMS |= {
    "admission:invite": ("", everywhere("coordinator school_lead firm_hr admin")),
    "admission:refuse": ("asked", MAY["admission.refuse"]),
    "admission:end": ("member", MAY["admission.end_membership"]),
    "admission:transfer": ("member", MAY["admission.transfer"]),
    "admission:waive": ("", MAY["admission.waive"]),
}
BUTTONS |= {
    "admission:approve": ("asked", MAY["admission.approve"]),
    "admission:withdraw": ("invited", MAY["admission.withdraw"]),
    "admission:resend": ("invited", MAY["admission.resend"]),
    "admission:end_waiver": ("waiver", MAY["admission.end_waiver"]),
}
READ |= {
    "admission:list": ("", everywhere(KEEPERS)),
    "admission:invitations": ("", everywhere(KEEPERS)),
    "admission:waivers": ("", everywhere(KEEPERS)),
    "admission:membership": ("member", OF_SCHOOL),
    "admission:invitation": ("invited", OF_SCHOOL),
    "second_factor": ("", everywhere(ALL)),
}
#: allauth's pages for whoever is signed in; tests/web/test_second_factor.py asks them as a stranger.
SIGNED_IN = {
    "usersessions_list",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}
OPEN = (
    SIGNED_IN
    | PUBLIC
    | {
        "join",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "socialaccount_signup",
        "socialaccount_connections",
        "openid_connect_login",
        "openid_connect_callback",
        "desk:stop",
        "demand:stop",
        "set_language",
        "account_login",
        "account_logout",
        "account_signup",
        "account_inactive",
        "account_reauthenticate",
        "account_email",
        "account_email_verification_sent",
        "account_confirm_email",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_confirm_login_code",
    }
)

#: Rounds: what all of the room read, what the centre runs, and each side's own pages.
LISTS |= {"placement:rounds": "placement", "placement:meetings": "placement", "placement:facts": "placement"}
LISTS |= {"placement:commutes": "placement", "placement:preferences": "placement"}
DETAILS |= {"placement:meeting": "interview", "placement:preference": "preference"}
DETAILS |= {"placement:round": "sent", "placement:place": "sent_place", "placement:wish_list": "sent_list"}
FORMS |= {
    "placement:consider": ("application", MAY["placement.consider"]),
    "placement:record_fact": ("", everywhere("coordinator")),
    "placement:set_yardstick": ("", everywhere("coordinator")),
    "placement:time_way": ("", everywhere("coordinator")),
    "placement:hope": ("", everywhere("student")),
    "placement:forget": ("preference", MAY["placement.forget"]),
    "placement:counsel": ("preference", MAY["placement.counsel"]),
    "placement:announce": ("", everywhere("coordinator")),
    "placement:days": ("announced", MAY["placement.change_days"]),
    "placement:bar": ("frozen", MAY["placement.bar_pair"]),
    "placement:confirm_round": ("reviewed", MAY["placement.confirm_round"]),
    "placement:reopen_round": ("confirmed", MAY["placement.reopen_round"]),
    "placement:cancel_round": ("announced", MAY["placement.cancel_round"]),
    "placement:follow": ("sent", MAY["placement.follow_round"]),
    "placement:wish": ("wishing", within("student")),
    "placement:advise": ("list", MAY["placement.advise"]),
    "placement:withdraw_wishes": ("list", MAY["placement.withdraw_wishes"]),
    "placement:criteria": ("announced_place", MAY["placement.state_criteria"]),
    "placement:sheet": ("ranking_place", MAY["placement.assess"]),
    "placement:hand_in": ("empty_place", MAY["placement.hand_in_ranking"]),
    "placement:return_ranking": ("ranked", MAY["placement.return_ranking"]),
    "placement:interviews": ("meeting", MAY["placement.invite"]),
    "placement:reserve": ("draft", MAY["placement.keep_seats"]),
    "placement:renew": ("opening", MAY["placement.renew"]),
    "placement:describe": ("draft", MAY["placement.describe_opening"]),
    "placement:return": ("checked", MAY["placement.return_opening"]),
}
BUTTONS |= {
    "placement:open_wishes": ("announced", MAY["placement.open_wishes"]),
    "placement:start_ranking": ("wished", MAY["placement.start_ranking"]),
    "placement:freeze": ("ranking", MAY["placement.freeze_round"]),
    "placement:match": ("frozen", MAY["placement.request_match"]),
    "placement:review": ("computed", MAY["placement.review_round"]),
    "placement:send": ("confirmed", MAY["placement.send_offers"]),
    "placement:close_round": ("sent", MAY["placement.close_round"]),
    "placement:stop": ("match_run", MAY["placement.cancel_match"]),
    "placement:lift": ("bar", MAY["placement.lift_bar"]),
    "placement:reveal": ("blind_place", MAY["placement.reveal_names"]),
    "placement:check": ("draft", MAY["placement.check_opening"]),
    "placement:call_off": ("interview", MAY["placement.call_off"]),
}
READ |= {
    "placement:firm": ("firm", OF_FIRM),
    "placement:yardsticks": ("", everywhere(READERS["placement"])),
    "placement:latest": ("frozen", within("coordinator")),
    "placement:run": ("sent_run", within("coordinator")),
    "placement:progress": ("sent_run", within("coordinator")),
    "placement:what_if": ("frozen", within("coordinator")),
    "placement:lists": ("sent", within(READERS["placement"])),
    "placement:results": ("sent", within("coordinator reader office auditor")),
    "placement:fairness": ("sent", within("coordinator reader office auditor")),
    "placement:result": ("sent_list", ROWS["sent_list"]),
    "placement:result_letter": ("sent_list", ROWS["sent_list"]),
    "placement:offer_letter": ("offered", ROWS["application"]),
    "placement:firm_letter": ("sent_place", MAY["placement.keep_seats"]),
    "placement:posting": ("opening", ROWS["opening"]),
}
