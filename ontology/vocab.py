"""The terms of zeren.ttl as constants; a test holds the two equal."""

from rdflib import URIRef
from rdflib.namespace import DefinedNamespace, Namespace

OA = Namespace("http://www.w3.org/ns/oa#")
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "zr": "https://w3id.org/zeren#",
}


class ZR(DefinedNamespace):
    """Classes, properties and closed lists of values under https://w3id.org/zeren#."""

    _NS = Namespace("https://w3id.org/zeren#")
    _fail = True

    Plan: URIRef
    Notice: URIRef
    Provision: URIRef
    Task: URIRef
    GeneralProvision: URIRef
    Responsibility: URIRef
    Role: URIRef
    Obligation: URIRef
    Modality: URIRef
    ActorSource: URIRef
    Deadline: URIRef
    Target: URIRef
    Citation: URIRef
    Institution: URIRef
    InstitutionGroup: URIRef
    InstitutionKind: URIRef
    Derivation: URIRef
    Status: URIRef
    ChangeKind: URIRef
    Difference: URIRef
    Standing: URIRef
    CoverageStatus: URIRef
    Jurisdiction: URIRef
    Level: URIRef
    Span: URIRef
    Judgement: URIRef
    Verdict: URIRef

    National: URIRef
    Provincial: URIRef
    Prefectural: URIRef
    County: URIRef
    Township: URIRef
    Lead: URIRef
    Responsible: URIRef
    Support: URIRef
    Supervise: URIRef
    Must: URIRef
    MustNot: URIRef
    Should: URIRef
    Encourage: URIRef
    Explore: URIRef
    InClause: URIRef
    InSentence: URIRef
    AtTask: URIRef
    Unnamed: URIRef
    Accepted: URIRef
    Candidate: URIRef
    Rejected: URIRef
    Renamed: URIRef
    Merged: URIRef
    Split: URIRef
    FunctionsMoved: URIRef
    Transferred: URIRef
    Same: URIRef
    NotSame: URIRef
    Confirmed: URIRef
    Refuted: URIRef
    Corrected: URIRef
    Unsure: URIRef
    Covered: URIRef
    DeeplyCovered: URIRef
    PartlyCovered: URIRef
    Uncovered: URIRef
    LocalAddition: URIRef
    Outdated: URIRef
    Orphaned: URIRef
    ForwardedUnchanged: URIRef
    Ambiguous: URIRef
    NotAddressed: URIRef

    documentNumber: URIRef
    periodStart: URIRef
    periodEnd: URIRef
    jurisdiction: URIRef
    level: URIRef
    implements: URIRef
    cites: URIRef
    sourceFile: URIRef
    sourceDigest: URIRef
    catalogue: URIRef
    held: URIRef
    inPlan: URIRef
    partOf: URIRef
    label: URIRef
    number: URIRef
    order: URIRef
    text: URIRef
    keyTerm: URIRef
    span: URIRef
    hasDeadline: URIRef
    hasTarget: URIRef
    hasCitation: URIRef
    assignedTo: URIRef
    leadBy: URIRef
    responsibleBy: URIRef
    supportedBy: URIRef
    supervisedBy: URIRef
    dueBy: URIRef
    derivesFrom: URIRef
    hasResponsibility: URIRef
    hasObligation: URIRef
    task: URIRef
    institution: URIRef
    role: URIRef
    asNamed: URIRef
    openEnded: URIRef
    resolution: URIRef
    score: URIRef
    roleByRule: URIRef
    addedByRule: URIRef
    actor: URIRef
    actorText: URIRef
    actorSource: URIRef
    modality: URIRef
    action: URIRef
    object: URIRef
    condition: URIRef
    deadlineText: URIRef
    recurrence: URIRef
    duration: URIRef
    workingDays: URIRef
    event: URIRef
    eventSpan: URIRef
    targetText: URIRef
    comparator: URIRef
    value: URIRef
    unit: URIRef
    period: URIRef
    citedTitle: URIRef
    citedNumber: URIRef
    kind: URIRef
    groupText: URIRef
    hasMember: URIRef
    memberBasis: URIRef
    system: URIRef
    since: URIRef
    until: URIRef
    changeKind: URIRef
    succeededBy: URIRef
    nameKept: URIRef
    basis: URIRef
    upper: URIRef
    confidence: URIRef
    status: URIRef
    method: URIRef
    rationale: URIRef
    upperSpan: URIRef
    within: URIRef
    sourceStart: URIRef
    sourceEnd: URIRef
    segmentKind: URIRef
    page: URIRef
    recognition: URIRef
    doubtful: URIRef
    issues: URIRef
    forwards: URIRef
    judges: URIRef
    comparedWith: URIRef
    judgedTask: URIRef
    judgedUpper: URIRef
    verdict: URIRef
    judgedBy: URIRef
    judgedAt: URIRef
    note: URIRef
    correction: URIRef
    keptAs: URIRef
    subjectText: URIRef
    placed: URIRef
    inForce: URIRef
    reviewStatus: URIRef
    mainRecord: URIRef
    hasDifference: URIRef
    aspect: URIRef
    change: URIRef
    upperText: URIRef
    requirement: URIRef
    byPlan: URIRef
    coverage: URIRef
    coverageRead: URIRef
    addressed: URIRef
    setAside: URIRef
    corrects: URIRef
    dueByRead: URIRef
    setByHand: URIRef
    replaces: URIRef
    continues: URIRef
    shape: URIRef


for _term in ZR.__annotations__:
    setattr(ZR, _term, ZR[_term])  # found at once; rdflib would make it anew at every use
