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
    avoid barely cannot hardly instead neither never no nobody none nor not nothing rarely unlike
    without
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
