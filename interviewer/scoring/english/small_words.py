"""Words that carry grammar rather than matter."""

from __future__ import annotations

from interviewer.scoring.english.lists import words

# Dropped from cues: they say nothing about what is meant.
STOP_WORDS = words(
    """
    a about actually also am an and any are as at basically be because been being bit both by can
    could did do does done er erm for from get gets getting got gotten had has have having he her
    here him his hmm how i if in into is it its just kind let like lot may me might mine much must
    my of ok okay on onto or our ours out own quite really right said same say says shall she should
    so some sort stuff such than that the their them then there these they thing things this those
    to too uh um up us very was way we well were what when where which while who whom whose will
    with would yeah yes you your yours
    """
)

# Kept in cues, but grammar all the same.
_MORE_FUNCTION_WORDS = words(
    """
    equals minus plus times
    after again all although before between but each even every however less maybe more most never
    no not now one only over perhaps since still though through under until why without
    """
)

# Half of spoken English; a recited list of terms has next to none.
FUNCTION_WORDS = STOP_WORDS | _MORE_FUNCTION_WORDS

# Turn the sense of what follows.
NEGATORS = words(
    """
    avoid barely cannot hardly seldom neither never no nobody none nor not nothing rarely unlike without
    """
)

# Do so only where the second follows: "instead of", but not "I'd use that instead".
NEGATING_PAIRS = {
    "instead": "of", "rather": "than", "fail": "to", "fails": "to", "failed": "to", "failing": "to",
}  # fmt: skip

# With "not" or "never" behind them, a whole clause is turned.
TURNED_BY_NOT = words(
    """
    am are can could did do does had has have is may might must shall should was were will would
    """
)

# Verbs in forms that say something of a subject and are hardly ever names of things: a stretch with
# one of these is no bare list.
FINITE_VERBS = words(
    """
    add adds allow allows assume assumes average averages avoids becomes becoming begins bring
    brings build builds call calls capture captures cares carries carry catch catches causes change
    changes choose chooses combine combines come comes compare compares compute computes consider
    considers contain contains converge converges convert converts correct corrects creates cut cuts
    decide decides decrease decreases depend depends describe describes detect detects discover
    discovers divide divides draw draws drop drops eliminate eliminates enable enables ends estimate
    estimates expects explain explains explodes fail fails fall falls finds fits fix fixes focuses
    follow follows force forces forget forgets gave gives goes grew grow grows handle handles
    happens help helps hides hold holds hurt hurts ignore ignores improve improves increase
    increases inject injects keep keeps knows lacks lead leads learn learns leaves lets lie lies
    lift lifts look looks lose loses lower lowers made maintain maintains make makes map maps
    matters maximise maximises maximize maximizes mean means memorise memorises memorize memorizes
    minimise minimises minimize minimizes misleads move moves multiplies multiply need needs
    overfits pays pick picks predict predicts prefer prefers preserve preserves prevent prevents
    produce produces promote promotes protect protects prove proves pull pulls pushes put puts
    raises reduce reduces reflect reflects remain remains remember remembers remove removes replace
    replaces represent represents require requires returns rises run runs samples saturates saves
    seems select selects send sends separate separates serve serves shows shrink shrinks shuffles
    solve solves splits spread spreads squash squashes starts stay stays stop stops suffer suffers
    suit suits sums take takes tell tells tends think thinks throws tracks trains transform
    transforms treat treats tries turn turns uncover underfits understand understands updates used
    uses vanish vanishes varies vary want wants watch watches weigh weighs wins work works
    """
)

# Sounds of thinking.
FILLERS = words(
    """
    ah er erm hmm mhm mm uh uhm um
    """
)

# A clause begins at these words ...
STARTS_CLAUSE = words(
    """
    although because but however though unless whereas
    """
)

# ... and at these when a subject follows ...
STARTS_WITH_SUBJECT = words(
    """
    and if okay or right so then well when where which while
    """
)

# ... such as one of these.
SUBJECTS = words(
    """
    a an are can do does he how i is it she that the there they this we what who you
    """
)

# Stems of compounds that Whisper and people write in two words as often as in one.
COMPOUNDS = words(
    """
    autoencod backpropag batchnorm bootstrap checkpoint codebas dataset denois docker downsampl
    dropout eigenvalu eigenvector endpoint finetun holdout hyperparamet kmean kubeflow lightgbm
    lookup minibatch mlflow multicollinear nonlinear notebook overfit oversampl precomput pretrain
    resampl retrain reweight rollback softmax subsampl timestamp tradeoff underfit undersampl
    upsampl workflow xgboost
    """
)

# Short names that are spoken as a letter and a number.
LETTER_NUMBERS = words(
    """
    f1 l1 l2 p95 p99 r2
    """
)
