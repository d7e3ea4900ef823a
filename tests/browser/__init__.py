"""Tests in a real browser. One Chromium and one JupyterLab serve all that do not need their own."""
