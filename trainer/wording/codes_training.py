"""Sentences of the training room."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "no_right": (
        N_("Your role does not allow this here ({right})."),
        N_("Ask the administrator of your unit for the role that this needs."),
    ),
    "unit_unknown": (
        N_("This unit is not in the organisation tree."),
        N_("Choose a unit from the tree and try again."),
    ),
    "plan_unknown": (N_("There is no such plan."), N_("Open the list of plans and choose one.")),
    "plan_without_name": (N_("The plan has no name."), N_("Give it a name that people will recognise, then save.")),
    "plan_without_content": (
        N_("The plan names neither lessons nor hours, so nobody could ever finish it."),
        N_("Choose the lessons or the hours that everybody must reach."),
    ),
    "plan_without_target": (
        N_("The plan has no target."),
        N_("Say which share of the people must be trained, and by which day."),
    ),
    "share_out_of_range": (
        N_("A target of {share} cannot be reached."),
        N_("Enter a share above 0 % and up to 100 %."),
    ),
    "stages_not_rising": (
        N_("The target by {by} does not ask for more than the one before it."),
        N_("Order the targets so that each later day has a larger share."),
    ),
    "exemption_without_reason": (
        N_("An exemption needs a reason; without one the headcount could not be defended."),
        N_("Write the reason and, where there is one, the approving document."),
    ),
    "plan_exam_unknown": (N_("There is no such exam."), N_("Open the list of exams and choose one.")),
    "no_plan_yet": (N_("There is no plan yet."), N_("Make one first: name, unit, lessons, exam and the day.")),
    "plan_named_twice": (
        N_("More than one plan is called “{name}”."),
        N_("Name the plan by its id; the list of plans shows it."),
    ),
    "unit_named_twice": (
        N_("More than one unit is called “{name}”."),
        N_("Name the unit by its code: {codes}."),
    ),
    "plan_is_closed": (
        N_("This plan is closed; its figures stand still."),
        N_("Open it again first, or make a new plan."),
    ),
    "member_unknown": (N_("This person is not in the plan."), N_("Check unit, tier and category of the plan.")),
    "demo_home_has_people": (
        N_("This home holds {people} real people; demonstration data must never stand among them."),
        N_("Load it into a home of its own: trainer --home FOLDER demo load."),
    ),
    "demo_already_loaded": (
        N_("The demonstration is already loaded here."),
        N_("Clear it first (trainer demo clear), then load it again."),
    ),
    "demo_has_strangers": (
        N_("People or units that are not of the demonstration stand inside the invented league ({number})."),
        N_("Move them to a unit of your own, then clear the demonstration."),
    ),
}
