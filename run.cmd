@echo off
rem Double-click: asks for the quarter, screens it, and opens the folder with the village workbooks.
chcp 65001 >nul
cd /d "%~dp0"
set PYTHONUTF8=1
if not exist .venv\Scripts\bidui.exe (echo Run setup.cmd first. & pause & exit /b 1)
if "%BIDUI_DATA%"=="" set BIDUI_DATA=data\office
if not exist "%BIDUI_DATA%\office.toml" (
  set /p PLACE=ganhanhe / xiji / madian / zhaojia / own.toml: 
  call .venv\Scripts\bidui init --place "%%PLACE%%" --into "%BIDUI_DATA%"
)
set /p QUARTER=2026Q3 ...: 
.venv\Scripts\bidui run %QUARTER% --data "%BIDUI_DATA%"
if exist "%BIDUI_DATA%\issued\%QUARTER%" explorer "%BIDUI_DATA%\issued\%QUARTER%"
pause
