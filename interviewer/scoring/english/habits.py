"""Cues for the subjects of the ten habits."""

from __future__ import annotations

from interviewer.scoring.english.lists import lines

# Cues for the business side ...
BUSINESS = lines(
    """
    business
    customer|customers
    revenue|profit|sales
    cost mistake|error|false|missed|wrong
    stakeholder|stakeholders
    budget
    money
    user|users experience|complain|see|notice|trust|satisfaction|feel
    expensive mistake|error
    use case
    impact
    deadline
    kpi
    return investment
    legal|regulator|regulation|compliance
    false alarm|alarms cost|costs
    product goal|team|owner
    uses|acts model|prediction|predictions|result|results|decision
    worth it|effort|trouble
    """
)

# ... for the quality of the data ...
DATA_QUALITY = lines(
    """
    missing|null values|labels|data|fields
    label|labels|labelled noise|noisy|wrong|quality|delay|late|trust|correct
    noisy|dirty|messy|bad data|labels
    data quality
    duplicate|duplicates|duplicated
    leak|leaks|leakage
    outlier|outliers
    distribution data|classes|target|values|features|column
    check|look|inspect|explore|plot|audit data|labels|distribution|column|rows
    data|rows|examples representative|biased|clean|reliable|enough|trustworthy|stale
    selection|sampling bias
    garbage
    split properly|bad|wrong
    typo|typos
    data collected|comes|gathered
    why values missing
    logging|sensor error|bug|broken
    """
)

# ... for interpretability ...
INTERPRETABILITY = lines(
    """
    interpret|interpretable|interpretability|interpreted
    explain|explainable|explained|explainability decision|decisions|model|prediction|predictions|why
    explain|explainable|explained|explainability regulator|manager|anyone|auditor|user|customer
    shap
    transparent|transparency
    black box
    trace|justify|defend decision|decisions|why
    understand why
    feature importance
    audit|auditor|auditable
    read model|off|it
    harder explain
    """
)

# ... for a simple first solution ...
SIMPLE_START = lines(
    """
    simple|simplest|plain|basic|dull|boring|naive|cheap baseline|model|approach|thing
    simple|simplest|plain|basic|dull|boring|naive|cheap solution|version|rule|start|first
    baseline|baselines
    start|begin|starting|try simple|simplest|plain|basic|cheapest
    logistic|linear regression|model first|start|begin|baseline
    rule of thumb|based baseline|first|start
    before complex|complicated|fancy|heavier
    as simple possible
    something beat
    shallow tree
    """
)

# ... for assumptions about the data ...
ASSUMES = lines(
    """
    assume|assuming|assumption|assumptions|suppose
    depends data|distribution|whether|labels|pattern|why
    representative|stationary|independent|identically
    identical|unchanged distribution
    check|look|plot|count|inspect|see data|distribution|labels|column|rows|values
    check|look|plot|count|inspect|see classes|missing|histogram|split|gap|norms
    """
)

# ... for operational constraints ...
OPERATIONS = lines(
    """
    latency
    millisecond|milliseconds
    memory|cpu|gpu|hardware|compute cost|limit|budget|limited|heavy|cheap|needs
    inference|serving cost|time|slow|fast|heavy|expensive|latency
    real time
    batch job|nightly|overnight
    scale|scales|scaling traffic|load|requests|users|data|peak
    throughput|requests per second
    deploy|deployed|deployment|rollout
    training serving
    budget
    cost run|serve|train|operate|maintain|compute
    team small|size|maintain|operate
    infrastructure
    roll back|rollback
    edge device|devices|phone
    """
)

# ... and for upkeep.
MAINTENANCE = lines(
    """
    monitor|monitoring|monitored
    retrain|retraining|refit|refresh
    drift|drifts
    alert|alerts|alerting
    alarm|alarms raise|raised|goes|fires|rings|trigger|triggers
    maintain|maintenance|maintainable|owner|owns|upkeep
    dashboard|dashboards
    keep eye|watching|checking
    goes stale|decays|degrades|ages
    once live|running
    production watch|check|log|track|monitor
    versioned|versioning rollback|registry|track
    documentation|runbook|on call
    every night|week|month rerun|check|retrain|redo|review|regenerate|compare
    """
)
