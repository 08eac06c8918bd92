from django.apps import AppConfig


class DistrictConfig(AppConfig):
    name = "naru.base.district"
    label = "district"
