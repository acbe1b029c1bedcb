"""The child process. The only package that may import `llama_cpp`, and only when a job needs it."""
