"""The roster's tables."""

from services.roster.models.corrections import Correction
from services.roster.models.divisions import Division
from services.roster.models.imports import Import, ImportFile, ImportRemark
from services.roster.models.organisations import Organisation, Post, Term
from services.roster.models.people import FirstSecretary, Nominee, Person, Placement, Reserve
from services.roster.models.schema import Base, Superseded

__all__ = [
    "Base",
    "Correction",
    "Division",
    "FirstSecretary",
    "Import",
    "ImportFile",
    "ImportRemark",
    "Nominee",
    "Organisation",
    "Person",
    "Placement",
    "Post",
    "Reserve",
    "Superseded",
    "Term",
]
