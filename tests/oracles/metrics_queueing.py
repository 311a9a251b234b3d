"""Answers the cases of metrics.json that queueing owns, for the adapter of metrics.json."""

from supportops import queueing


def answer(op, inputs):
    """`expected` of a case."""
    return OPS[op](inputs)


def accumulating_priority(given):
    time = given["mean_service"]
    loads = [rate * time for rate in given["arrival_rates"]]
    queue = {"servers": given["servers"], "service_time": time}
    waits = queueing.ageing_waits(loads, **queue, rates=given["accumulation_rates"])
    return {"mean_wait": list(waits), "fcfs_wait": queueing.mean_wait(sum(loads), **queue)}


OPS = {"accumulating_priority": accumulating_priority}
