@echo off
rem Double-click once: makes .venv with bidui in it. With a folder "wheels" beside this file no internet is needed.
cd /d "%~dp0"
where py >nul 2>nul && (set PYTHON=py -3) || (set PYTHON=python)
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" || (echo Python 3.11 or newer is needed: install it from the office's software store, then run this again. & pause & exit /b 1)
if not exist .venv\Scripts\python.exe %PYTHON% -m venv .venv || (pause & exit /b 1)
set SOURCE=
if exist wheels set SOURCE=--no-index --find-links wheels
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check %SOURCE% --require-hashes -r requirements.lock || (pause & exit /b 1)
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . || (pause & exit /b 1)
echo Done. Next: run.cmd
pause
