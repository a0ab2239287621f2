"""``trainer paper``: blueprints and the papers made from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from trainer.cli.columns import aligned
from trainer.cli.findings import as_documents
from trainer.cli.output import JSON_OPTION, finish, opened
from trainer.services import papers
from trainer.wording import N_, t

app = typer.Typer(no_args_is_help=True, help=N_("Blueprints and papers."))

_BLUEPRINT = typer.Option(help=N_("Blueprint file (YAML or JSON)."), exists=True, dir_okay=False)


@app.command(help=N_("Make papers from a blueprint and say how alike they are."))
def assemble(
    ctx: typer.Context,
    blueprint: Annotated[Path, _BLUEPRINT],
    count: Annotated[int, typer.Option(min=1, max=10_000, help=N_("How many papers."))] = 1,
    seed: Annotated[int, typer.Option(min=0, help=N_("Equal seeds give equal papers."))] = 1,
    out: Annotated[Path | None, typer.Option(help=N_("Also write the papers to this file (JSON)."))] = None,
    as_json: bool = JSON_OPTION,
) -> None:
    """Make papers."""
    recipe = papers.read_blueprint_file(blueprint)
    with opened(ctx) as (office, actor):
        made = papers.assemble_papers(office, actor, recipe, count, seed)
        if out is not None:
            from trainer.services.written import write_file

            written = [papers.paper_with_codes(office, paper) for paper in made.papers]
            write_file(out, json.dumps(written, ensure_ascii=False, indent=1).encode())
    document: dict[str, Any] = {
        "papers": len(made.papers),
        "questions_per_paper": recipe.question_count,
        "of": str(recipe.of),
        "breaches": len(made.breaches),
        "enemy_clashes": made.enemy_clashes,
        "expected_marks_sd": made.expected_marks_sd,
        "max_exposure": made.max_exposure,
        "max_exposure_rate": made.max_exposure / len(made.papers),
        "mean_exposure": made.mean_exposure,
        "ms_per_paper": made.ms_per_paper,
        "findings": as_documents(made.breaches),
    }
    if made.expected_marks_sd is None:
        document["expected_marks_sd_reason"] = "one_paper"
    spread = "—" if made.expected_marks_sd is None else f"{made.expected_marks_sd:.2f}"
    text = "\n".join(
        [
            t(
                "{papers} papers of {questions} questions and {of} marks.",
                papers=len(made.papers),
                questions=recipe.question_count,
                of=recipe.of,
            ),
            t("Breaches of the blueprint: {n}", n=len(made.breaches)),
            t("Spread of the expected marks (standard deviation): {spread}", spread=spread),
            t(
                "The most used question stands on {most} papers; on average {mean} papers per question.",
                most=made.max_exposure,
                mean=f"{made.mean_exposure:.1f}",
            ),
            t("Milliseconds per paper: {ms}", ms=f"{made.ms_per_paper:.1f}"),
        ]
    )
    finish(ctx, document, text, findings=bool(made.breaches))


@app.command(help=N_("Check a blueprint against the published questions, row by row."))
def check(ctx: typer.Context, blueprint: Annotated[Path, _BLUEPRINT], as_json: bool = JSON_OPTION) -> None:
    """Check a blueprint."""
    recipe = papers.read_blueprint_file(blueprint)
    with opened(ctx) as (office, actor):
        rows = papers.check_blueprint(office, actor, recipe)
    wanting = sum(row.wanting for row in rows)
    document = {
        "feasible": not wanting,
        "questions": recipe.question_count,
        "of": str(recipe.of),
        "wanting": wanting,
        "rows": [
            {
                "row": row.row,
                "label": row.label,
                "wanted": row.wanted,
                "available": row.available,
                "wanting": row.wanting,
            }
            for row in rows
        ],
    }
    table = aligned(
        [t("Row"), t("Asked for"), t("Wanted"), t("Available"), t("Wanting")],
        [[str(row.row), row.label, str(row.wanted), str(row.available), str(row.wanting)] for row in rows],
        right=(0, 2, 3, 4),
    )
    said = t("The bank can feed this blueprint.") if not wanting else t("Questions wanting: {n}", n=wanting)
    finish(ctx, document, f"{table}\n{said}", findings=bool(wanting))
