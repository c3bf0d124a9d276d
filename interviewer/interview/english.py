"""How people ask about a machine-learning task: everyday English, not of any question.

An *aspect* is something that is asked about in many words: "how fast", "latency" and "real time"
are all about speed. `ASPECTS` has the phrases of each (words in order; ``a|b`` allows either).
`GENERAL` are words that say little by themselves. A word of a question that is neither in the
question's case nor among all these names something that the fact sheet hasn't heard of.
`FACET_QUESTIONS` are questions that fit many cases, by what they are about.
"""

from __future__ import annotations

from interviewer.bank.models import Facet
from interviewer.scoring.english.lists import lines, words


def _phrases(text: str) -> tuple[str, ...]:
    """Phrases with semicolons between them."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(";") if phrase.strip())


ASPECTS: dict[str, tuple[str, ...]] = {
    "speed": _phrases(
        """
        latency; fast; quick; quickly; speed; millisecond|milliseconds; seconds; slow; real time;
        response time; time limit; times|time out; how long may|can|must; answer|response be there;
        limit on how long; take to answer
        """
    ),
    "explain": _phrases(
        """
        explain|explainable|explained; explanation|explanations; interpret|interpretable;
        interpretability; justify|justified; transparent|transparency; black box; understand|see|know
        why; understand a|the|what; reason|reasons for; need|give|get reason|reasons|a; drives the
        prediction
        """
    ),
    "amount": _phrases(
        """
        how many; how much data; how big|large|long; size; number of; amount; volume; rows; records;
        examples; samples; columns; features; history; how far back; years|months of data
        """
    ),
    "share": _phrases(
        """
        share; fraction; proportion; percentage; percent; ratio; rate; rare; balanced|balance;
        imbalanced|imbalance; frequent|frequency; how often does it; common; minority; majority;
        prevalence; class distribution; each class; positives; negatives
        """
    ),
    "labels": _phrases(
        """
        label|labels; labelled|labeled; ground truth; the truth; true outcome; outcome|outcomes;
        annotated|annotation; how do we|you know that|whether; find out whether; learn whether; turn out
        """
    ),
    "delay": _phrases(
        """
        how late; delay|delayed; how long until; how soon; after how long; days later; when do we
        learn|know|find
        """
    ),
    "quality": _phrases(
        """
        clean; noise|noisy; quality; reliable; trust; trustworthy; tidy; messy; typo|typos;
        inconsistent; consistent|consistently; gap|gaps; missing; duplicate|duplicates; mistakes|errors
        in; broken; bots; checked; wrong; spelled; complete
        """
    ),
    "missing": _phrases("missing; gap|gaps; empty; incomplete; complete; absent; null; left out"),
    "cost of errors": _phrases(
        """
        cost|costs; costly; expensive; cheaper; price of; worse; hurt|hurts; consequence|consequences;
        penalty; false positive|positives|negative|negatives|alarm|alarms; miss|missed; missing one
        """
    ),
    "metric": _phrases(
        """
        metric|metrics; success|successful; measure|measured; evaluate|evaluated; judge|judged; kpi;
        good enough; happy with; optimise|optimize; how good does|must|should; what counts; target
        """
    ),
    "performance": _phrases(
        """
        accuracy; accurate; score|scores; perform|performs; performance; precision; recall; auc; error;
        how well; how good is; gap between; wrong; training score; validation
        """
    ),
    "baseline": _phrases(
        """
        today; currently; current; existing; baseline; in place; already; at present; at the moment;
        right now; so far; before the model; status quo; replace|replaces; in use; previous;
        compared|compare to; naive; trivial; rule|rules; without the model
        """
    ),
    "model": _phrases(
        """
        which|what model|algorithm; kind of model; model is it; architecture; deep is; complex; layers;
        network
        """
    ),
    "goal": _phrases(
        """
        goal; purpose; objective; aim; achieve; point of; used for; use for; model|system for; use case;
        what for; good for; predict|predicting|predicted; business; trying to; decision; decide|decides;
        problem; why do|does; matter|matters; what happens once|with|to; what will be done; feeds|feed;
        hangs|depends on; gets|get called
        """
    ),
    "people": _phrases(
        """
        who; whom; whose; audience; people; person; team; user|users; somebody|someone; anybody|anyone;
        stakeholder|stakeholders; listener; asking; works|work with
        """
    ),
    "knowledge": _phrases(
        """
        background; know|knows already; knowledge; experience|experienced; familiar; expertise;
        technical; statistics; worked with; know about
        """
    ),
    "depth": _phrases(
        """
        deep; depth; detail|detailed; formal; formula|formulas; math|maths; mathematics;
        theory|theoretical; intuition|intuitive; general; technical; derive|derivation; equations; level
        of; overview; broad; example; practical; should i
        cover|include|name|recommend|talk|consider|stay|go
        """
    ),
    "capacity": _phrases(
        """
        capacity; how many can|could; cases can|could; handle; look into|at; alerts; limit on the
        number; inspections; per day; review|reviewed
        """
    ),
    "upkeep": _phrases(
        """
        retrain|retrained; update|updated; refresh|refreshed; maintain|maintains; maintenance; up to
        date; look|looks after; in charge; responsible; operate|operates; owner|owns
        """
    ),
    "future": _phrases(
        """
        later; future; new; change over; season|seasonal|seasonality; drift; unseen; unknown; coming;
        show up; turn up; appear; expected; grow; over time; holiday|holidays; promotion|promotions;
        campaign
        """
    ),
    "change": _phrases(
        """
        change|changes|changed; happened|happen; event; shift; since then; lately; went|gone wrong;
        world
        """
    ),
    "sources": _phrases(
        """
        upstream; source|sources; systems; software; schema; pipeline; input data; come|comes from;
        collected; stored; migration; placeholder|placeholders
        """
    ),
    "rules": _phrases(
        """
        privacy; private; gdpr; personal; legal; law; regulation|regulations; regulatory; compliance;
        allowed; log|logged; stored|store; audit|auditor; leave the; cloud
        """
    ),
    "budget": _phrases("budget; money; spend; afford; euros; financial; cost us|you"),
    "time": _phrases(
        """
        how much time; how long do i|we; by when; deadline; when do you need; how soon must; weeks;
        months; minutes; time is there; time do we have
        """
    ),
    "hardware": _phrases(
        """
        hardware; gpu|gpus; graphics; machine|machines; server|servers; memory; compute; computing;
        cluster; device|devices; tablet; phone; infrastructure; resources
        """
    ),
    "split": _phrases(
        """
        split; divided; train|training and test|validation; validation set; both parts|sides; holdout;
        same person; leak|leakage
        """
    ),
    "more data": _phrases(
        """
        more data|rows|training|examples; collect; additional; get hold; buy; elsewhere; external;
        outside data
        """
    ),
    "order": _phrases("ordinal; nominal; order|ordered; rank|ranking|ranked"),
    "cardinality": _phrases("cardinality; distinct; unique; how many values|levels|categories; values does"),
    "distribution": _phrases(
        """
        long tail; hardly ever; rarely; distributed|distribution; skew|skewed; shape; histogram
        """
    ),
    "traffic": _phrases(
        """
        traffic; request|requests; load; peak; per second; throughput; visitors; busy; predictions do we
        make
        """
    ),
    "reason": _phrases(
        """
        why; cause|causes; because; reason|reasons; at random; is it random; choose not; pattern
        """
    ),
    "place": _phrases("where in; region|regions; country|countries; location; continent"),
    "fallback": _phrases("fall back; fallback; goes down; fails; failure of the; on call; backup; outage"),
    "repetition": _phrases(
        """
        same input|inputs; duplicate|duplicates; identical; cache|caching; again and again
        """
    ),
    "urgency": _phrases(
        """
        urgent; urgency; immediate|immediately; deferred|defer; wait; asynchronous; at once
        """
    ),
    "groups": _phrases(
        """
        group|groups; segment|segments; fair|fairness|fairly; unfair|unfairly; treated; subgroup;
        differently
        """
    ),
    "code": _phrases("git; version control; committed; code; notebook; repository; cells"),
    "environment": _phrases(
        """
        library|libraries; version|versions; dependency|dependencies; same machine; python
        """
    ),
    "settings": _phrases(
        """
        seed|seeds; parameter|parameters; hyperparameters; configuration|configured
        """
    ),
    "tolerance": _phrases("exactly|exact; tolerance; bit for bit; match; how close; precisely"),
    "occasion": _phrases("meeting; slide|slides; present it; presentation; occasion"),
    "worry": _phrases(
        """
        concern|concerns|concerned; worry|worries|worried; afraid; doubt|doubts; sceptical;
        objection|objections
        """
    ),
    "drivers": _phrases(
        """
        matter|matters most; important features|inputs; importance; main reasons; drivers|driver; high
        score
        """
    ),
    "after": _phrases("afterwards; after the; next step; in production; running; deployed; live"),
}

# Common words that name nothing in particular: whoever uses them in a question doesn't leave the case.
GENERAL = words(
    """
    able accept acceptable across action actual actually advance again ago ahead all allow alone along
    altogether amount answer anybody anyone anything anywhere approach area arrive aspect assume attribute
    available average avoid aware away back bad base basic basically become begin behind believe benefit
    best better big bit block both break bring build call came capture care carry case catch cause certain
    chance characteristic check choice choose classification classify clear close colleague combination
    combine come common company compare compared complete completely concern condition connect consider
    constraint contain context continue control convert correct count couple cover create current data day
    deal decide decision deep deliver demand depend describe description design desire detail determine
    develop difference different difficult direct discuss distinguish done down drop dummy during early
    easy effect effort either element else end enough ensure enter entire especially estimate even ever
    every everybody everyone everything everywhere evidence exact exactly example expect experience
    explore extent extra face fact factor fail fall familiar feature feel felt few field figure fill final
    finally find fine finish first fit fix flag focus follow form format found frame free full fully
    further future gain gave general generally get give given go gone good got great ground half hand
    handle happen hard hear heard held hello help hey hi hide high hold hope hour huge idea identify
    imagine impact imply important improve include increase indeed indicate individual influence inform
    information infrequent initial input inside instance instead intend interest involve item itself job
    just keep kept kind knew know known lack large last late later lead learn least leave left less let
    level like likely limit limitation link list little long look lose lot low made main major make manage
    matter maybe mean meant meet mention mind minute model moment month mostly move name nature near
    necessary need never new next nobody normal normally note nothing notice now nowadays occur off offer
    often okay old once one open operate opinion option other otherwise output outside overall own part
    particular particularly pass past pattern perform perhaps period pick piece place plan play please
    plus point position possible possibly potential practice predict prediction prefer prepare present
    pretty prevent previous primary probability probable probably problem proceed process produce proper
    provide purpose put question quickly quite raise range rather reach ready real really reason receive
    recent recently refer regard regression related relevant rely remain remember remove replace represent
    require requirement resource respond rest restrict restriction result return right rough roughly round
    rule run safe said saw say scale scope second see seem seen select sense sent separate serious serve
    service set setting several shape share short show shown side significant similar simple simply since
    single situation small solution solve some somebody somehow someone something sometimes somewhere soon
    sorry sort special specific spend stake stand standard start state stay step still stop straight
    structure stuff subject such suggest suit support suppose sure take taken talk task taught team
    technical technology tell tend term test thank thanks thing think thought through tie till together
    told took tool topic total touch toward track train trained training treat trial trouble true truly
    try turn type typical typically understand understood unit unnecessary up upon use useful usual
    usually value various vary very view want warn warning way weak week well went whatever whether whole
    wide will wish within without wonder word work worst worth write written wrong yeah year yesterday yet
    """
)
FACET_QUESTIONS: dict[Facet, tuple[str, ...]] = {
    "objective": lines(
        """
        What is the goal?
        What is the prediction used for?
        Why do we want this at all?
        What problem does it solve?
        What decision depends on it?
        What happens with the prediction afterwards?
        What exactly do we predict, and how far ahead?
        What should the model achieve for the business?
        What is the benefit of it?
        """
    ),
    "users": lines(
        """
        Who uses the result?
        Who acts on the prediction?
        Who is the audience?
        Whom am I explaining this to, and what do they know already?
        How many people work with it?
        How many users or visitors are there?
        Who noticed the problem?
        How many cases can they handle?
        Which groups of people are affected?
        """
    ),
    "data": lines(
        """
        What data do we have?
        How much data is there?
        How far does the history go back?
        How many rows and columns are there?
        Can we trust the data, and the labels?
        How were the labels made?
        Are there missing values or duplicates?
        How are the classes distributed?
        When do we learn the true outcome?
        Which columns are there?
        """
    ),
    "constraints": lines(
        """
        How fast must it answer?
        Are there limits on time, money or hardware?
        Do we have to explain the predictions?
        Are there legal or privacy rules?
        What does a mistake cost?
        How long do we have?
        What are we not allowed to change?
        By when must it be ready?
        """
    ),
    "metric": lines(
        """
        Which metric do we use?
        How is success measured?
        What would be good enough?
        How good is the model, what are its scores?
        Which kind of mistake is worse?
        Which number will it be judged by?
        What is the target?
        """
    ),
    "baseline": lines(
        """
        What is in place today?
        What was done before the model?
        How well does the current solution do?
        Is there a baseline to compare with?
        Which model is used at the moment?
        What has been tried already?
        """
    ),
    "operations": lines(
        """
        How often is it retrained?
        Who maintains it?
        Is it in production, and where does it run?
        How will things change over time?
        Will there be new categories or products?
        How is it monitored?
        What goes wrong in production?
        Is there a seasonal pattern?
        """
    ),
    "scope": lines(
        """
        How deep shall I go?
        Do you want formulas or the idea?
        Should I speak in general or take an example?
        Which case do you have in mind?
        How long should my answer be?
        What should I leave out?
        """
    ),
}
