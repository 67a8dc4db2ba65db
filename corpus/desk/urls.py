"""Addresses of the desk, one a page. Each has a row in the table of who may do what."""

from django.urls import path

from corpus.desk import home, jobs

urlpatterns = [
    path("", home.desk, name="desk"),
    path("jobs/", jobs.jobs, name="desk_jobs"),
    path("jobs/<int:job_id>/", jobs.job, name="desk_job"),
    path("jobs/<int:job_id>/cancel", jobs.cancel, name="desk_job_cancel"),
    path("jobs/<int:job_id>/resume", jobs.resume, name="desk_job_resume"),
]
