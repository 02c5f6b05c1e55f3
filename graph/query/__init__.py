"""Ask named questions with safe parameters, and show the answers."""

from .answer import Answer, answered
from .asking import ask
from .question import Parameter, Question, load_question, load_questions, question_files

__all__ = ["Answer", "Parameter", "Question", "answered", "ask", "load_question", "load_questions", "question_files"]
