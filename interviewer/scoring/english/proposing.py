"""What proposing a method, taking it back and catching oneself sound like."""

from __future__ import annotations

from interviewer.scoring.english.lists import lines, words

# What a speaker says when he proposes to do something.
PROPOSES = lines(
    """
    i would
    i will
    i am going to
    i usually
    i always
    i just
    i use
    i go
    i start
    we would
    we will
    we use
    we could just
    we should
    we can just
    you would
    you want a|an|to|the
    you need a|an|to|the
    you should
    you just
    you put
    you set up
    you train
    you use
    you take
    you go
    you do is
    let us
    my approach
    my go to
    my answer is
    my recommendation
    my favourite|favorite
    the answer is
    the solution is
    the heart|core|centre|center|key|trick of it|this|that|my is
    the heart|core of
    the thing to build|use|do
    the first thing is
    for me that is
    what you need|want is
    for me it is
    personally i
    the way is
    the best is
    the best way
    best thing
    straight to
    straight away
    right away
    go with
    go for
    going with
    start with
    just use
    just apply
    simply use
    throw at
    reach for
    bring in
    i recommend
    i suggest
    i propose
    i pick
    should be done with
    solved|fixed|handled with|by
    """
)

# Words around a method that take the proposal back: rejected, or put off.
WITHDRAWS = lines(
    """
    only if
    only when
    only then
    only once
    only after
    not yet
    no need
    not begin
    not start
    not jump
    not reach
    not rush
    not go
    not use
    not want
    not open with
    not touch
    not bring
    not buy
    not do
    not be
    not throw
    instead of
    rather than
    rather not
    rather leave
    before reaching
    before i even
    before even
    before any
    before going
    before thinking
    before we talk
    leave for later
    leave all|both|it|them|that|these|those alone|aside|out
    leave alone|aside
    can|could wait
    later on
    down the road
    at some point
    last resort
    if that fails
    if that is not enough
    if needed
    if necessary
    if it turns out
    if the simple
    if simple
    if the baseline
    overkill
    too early
    premature
    hold off
    hold back
    park
    tempted
    tempting
    temptation
    easy to say
    would have said
    used to say
    got burned
    resist
    skip the
    wait with
    put off
    put aside
    no reason to
    worry about later
    """
)

# The idea belongs to other people.
ATTRIBUTES = lines(
    """
    people say
    people tell
    people will
    people jump
    people reach
    people hear
    people go
    people use
    lots of people
    lot of people
    many people
    most people
    some people
    everybody
    everyone
    others
    some would
    folks
    candidates
    textbooks
    blog posts
    they say
    some teams
    colleagues
    you hear
    """
)

# The speaker turns round: "wait, before that".
CATCHES_HIMSELF = lines(
    """
    wait before
    actually wait
    hold on
    let me step back
    let me back up
    step back
    back up a
    before that
    before i do that
    should have asked
    i should ask
    should first
    sorry first
    i jumped
    jumped ahead
    getting ahead of myself
    scratch that
    let me rephrase
    let me start over
    """
)

# A method after one of these hangs on a condition.
CONDITIONS = words(
    """
    assuming depending if once provided suppose unless when
    """
)

# A method before one of these is explained, not proposed.
DESCRIBES = words(
    """
    are combines creates does generates happens is means refers stands tries was were works
    """
)
