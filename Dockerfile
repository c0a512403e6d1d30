# aiact-lint without a Python of your own:
#
#   docker build -t aiact-lint .
#   docker run --rm --network none -v "$PWD:/repository:ro" aiact-lint
FROM python:3.13.9-slim-trixie AS build
WORKDIR /source
COPY pyproject.toml build_prepared.py README.md LICENSE ./
COPY src/ src/
COPY rules/ rules/
COPY schemas/ schemas/
COPY law/ law/
RUN python -m venv /opt/aiact-lint && /opt/aiact-lint/bin/pip install --no-cache-dir .

FROM python:3.13.9-slim-trixie
# git lists the tracked files and finds what changed (--diff); without it the folder is walked.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    # The mounted folder belongs to another user than the one in here, and git would refuse it.
    && git config --system --add safe.directory /repository
COPY --from=build /opt/aiact-lint /opt/aiact-lint
ENV PATH=/opt/aiact-lint/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1
USER 65532:65532
WORKDIR /repository
ENTRYPOINT ["aiact-lint"]
