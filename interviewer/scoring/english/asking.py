"""What asking the interviewer and checking the problem sound like."""

from __future__ import annotations

from interviewer.scoring.english.lists import lines, words

# Openings that put something to the interviewer, with or without a question mark.
ASKS = lines(
    """
    i would need to know|hear|understand
    i would want|like to know|hear|understand|find|ask|clarify|check|see
    i would first ask
    i would ask
    i will ask
    i need to know|understand|hear
    i want to know|understand|ask|check|find
    i am wondering|curious
    i wonder if|whether
    i would be curious
    i would love to know
    tell me if|whether|what|how|about
    can i ask
    could i ask
    may i ask
    can i check
    could i check
    can i just check
    let me ask|check|clarify|confirm|understand
    can you tell|share|clarify|give|say|explain
    could you tell|share|clarify|give|say
    would you say|prefer|want
    do you want|mean|have|know|need|care|expect
    do we have|know|need|want|care|expect
    did you|we
    are we
    are you
    are there
    are the
    is it
    is this
    is that
    is there
    is the
    is our
    have we|you
    has this|the|anybody|anyone|it
    does the|it|this|anybody|anyone
    how many|much|often|fast|big|long|large|old|fresh|far|soon|bad|sure|is|are|do|does|did|was|were|would
    what is|are|does|do|kind|sort|type|would|happens|counts|can|was|were|did|makes
    which|whose
    who is|are|will|uses|needs|reads|decides|owns
    where does|do|is|are|did
    when do|does|is|did
    why do|does|is|are
    was the|it|this
    were the|they
    first question
    one question
    quick question
    my first question
    before i answer
    before anything
    it depends on whether|what|how
    that depends on whether|what|how
    depends whether
    """
)

# Openings that are put to the interviewer whatever follows.
PUT_TO_YOU = lines(
    """
    can|could|may i ask|check|know
    like to hear from
    let me ask|check|clarify|confirm
    hear|know from you
    ask you
    tell me if|whether
    i would need|want|like to know|hear
    are we talking
    are you asking
    do you mean|want
    """
)

# The check comes before anything else.
FIRST = words(
    """
    before begin beginning first start starting
    """
)

# Words with which a question in running, unpunctuated speech begins.
INVERTED = words(
    """
    are can could did do does has have how is may might should was were what when where which who whose why
    will would
    """
)

# May stand before an inverted question in unpunctuated speech ...
LEADS = words(
    """
    about also and answer before but first i if just like now ok okay or right roughly so sure then uh
    um well yeah
    """
)

# ... if it begins with one of these.
CERTAIN = words(
    """
    are can could did do does has have how is was were what which who would
    """
)

# The speaker would look before he acts ...
CHECKS = lines(
    """
    i would first|start|begin|look|check|plot|count|inspect|measure
    i would verify|see|find|examine|explore|profile|investigate|confirm|establish|understand
    i would always|usually|probably|want|like look|check|plot|count|see
    first i would|will|check|look|plot|count
    first thing i
    first thing is
    i start|begin by|with looking|checking|plotting|counting|asking|understanding
    i first look|check|plot|count|ask
    before i do|touch|change|pick|choose|decide|try|start|anything
    before anything
    before doing|touching|picking|choosing|deciding|changing|jumping|reaching
    i want to look|see|check
    let us look|check|see
    i will first|start
    my first step|move|job
    step one
    to start|begin with
    i need to look|see|check
    let me look|see
    """
)

# "I'd take a hundred examples and look at whether ...": whatever is done first, what for is to see.
SEES = lines(
    """
    see|look|check|find|read|rule if|whether|what|when|how|why|where|who|which|at|out|by
    """
)

WOULD = lines(
    """
    i would|will|want|start|begin|like
    let us
    let me
    first thing i do
    """
)

# ... unless it is seen how good a solution is (stems).
WORTH = words(
    """
    beat better differ drop enough help higher improv lower resampl work wors
    """
)

# ... doing one of these (stems) ...
CHECK_VERBS = words(
    """
    ask audit check compar confirm count diagnos draw establish examin explor eyebal find inspect
    investig know list look measur plot profil pull quantifi read open sampl see studi tabul understand
    verifi visual
    """
)

# How well something already works: judging it is no check of the problem.
JUDGING = words(
    """
    accuraci auc f1 held holdout metric precis recal score test unseen valid
    """
)

# ... to one of these (stems).
CHECK_OBJECTS = words(
    """
    balanc baselin busi cardin case caus class code column constraint cost count curv custom data
    dataset distribut drift environ error featur fraction gap goal gradient histogram issu label
    latenc layer level log loss mani metric missing norm number often order outlier pattern
    percentag pipelin point problem process proport rang rate ratio record requir row run sampl
    scale seed share sourc split time traffic unit user valu version weight whether whi
    """
)

# Small talk and housekeeping: whatever else is said with it, it is no question about the task.
SMALL_TALK = lines(
    """
    hear|see me
    do|can|could you hear
    i can|could hear you
    in english|german|french|spanish
    can you see
    are you there
    how are you
    share my screen
    say|repeat one more time
    say that again
    repeat the|that|your question
    repeat that
    say it again
    rephrase the|that|your
    time|second|seconds|minute|moment to think
    think about it|that for
    take a second|minute|moment
    take like seconds
    am i allowed
    does that work for you
    does that answer
    am i making sense
    is that ok|okay|alright|fine
    can|could|may i start|begin
    shall|should i|we start|begin|go|just
    are you|we ready
    where do i start|begin
    what was the question
    is that the question
    have you read|seen|heard|tried|been
    go on to the next
    move|moved on
    next question
    skip this|that|it
    come back to
    """
)

# Turns of phrase in the form of a question; what is left of the sentence must ask something by itself.
TAGS = lines(
    """
    make|makes sense
    you know what
    great|good|nice|interesting question
    is not it|there
    does not it
    do not you|they
    am i right
    do you know what i mean
    you see
    what even is
    who knows|cares
    what can i say
    how should i put|say
    how do you say|call
    how do i put|say
    what else
    what is the word
    where was i
    what is it called
    what do you call
    why not
    so what
    what do you think
    """
)

# "What is overfitting? It's when ...": the speaker goes on to answer himself.
SELF_ANSWERS = lines(
    """
    it is when
    it means
    that is when
    well it is
    it is the
    it is a
    that is the
    that is a
    basically it is
    so it is
    simple
    because
    well because
    easy
    the answer
    well you
    well that
    they are
    you would
    it would
    they would
    """
)

# After his own question the speaker says so or not so at once: it was none.
VERDICTS = words(
    """
    absolutely always course definitely exactly hardly indeed never no nope nothing obviously
    precisely right seldom sure true usually wrong yep yes
    """
)

# ... but here he decides for himself what he was not told, which is what one does when nobody answers.
SUPPOSES = lines(
    """
    assume|assuming|suppose|supposing|presume
    i will take it|that
    let us say|take|call|pretend
    i guess
    """
)

# A question put into somebody's mouth, or to nobody.
RHETORICAL = lines(
    """
    you might|may|could|will|would ask|wonder|say|think|object
    one might|may|could ask|wonder|say
    people|they|everybody|everyone ask|asks|wonder
    i ask you|myself
    ask yourself
    who does|would|has|is not
    can|could|might|would|does go wrong
    how would|do|should|can you|one|anybody|anyone know|tell|do
    does|do|would anyone|anybody|people still
    what would a
    """
)

# "what I did was": a wh-word right before one of these asks nothing.
PRONOUNS = words(
    """
    he i it she they we you
    """
)

# "Lots of requests, is that right?": the end of a sentence that asks nothing by itself.
TAILS = lines(
    """
    right
    yes
    yeah
    correct
    okay
    huh
    is that it|right|correct|so
    is that the question|idea
    is it
    is not it
    is not that|it what|so
    are not they|you
    does not it
    do not you|they
    you said
    """
)

# "How do you handle that, well, let's see, personally I'd ...": his own answer follows without a stop.
THINKS_ALOUD = lines(
    """
    well let us
    let us see
    let me see|think
    personally i
    well i
    """
)

# A look that is repeated is upkeep, no first check.
REPEATED = lines(
    """
    every|each|per morning|day|night|week|month|hour|quarter
    """
)

# Words that may make up a whole question and still say nothing about this task.
VAGUE = words(
    """
    case exampl gener generic go good great interest kind mean nice particular question sort talk thing
    understand
    """
)

# "How do I detect and handle them?" says the task back, in verbs of one's own.
RESTATES = words(
    """
    address answer approach deal detect explain find fix handl solv tackl treat
    """
)

# "I'd want to see, a couple of thousand": with one of these before it, it is no opening of a question.
RELATIVES = words(
    """
    all many much that thing things what where which
    """
)

# "I'd ask" is put to the interviewer only where it says what would be asked.
ASKED_THINGS = words(
    """
    about for how if the them they what when where whether which who whose why you
    """
)
