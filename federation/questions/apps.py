from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "federation.questions"
    label = "questions"
    verbose_name = "提问"
