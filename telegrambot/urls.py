from django.urls import path

from telegrambot.views import webhook

urlpatterns = [path("webhook", webhook, name="telegram-webhook")]
