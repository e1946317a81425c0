"""Celery's queue in Valkey, so that a Valkey which hung leaves no worker without work."""

from kombu.transport import redis, virtual


class QoS(redis.QoS):
    """Counts how many tasks a worker holds: it takes no further one while it holds as many as it may.

    A task that is done gives its place back, also where Valkey does not take that it is done. Kombu keeps such a place
    for ever, and when none is left, within seconds of a Valkey that hangs, a worker takes nothing more until it is
    started again. The task itself is begun once more after the `visibility_timeout`, as that of a killed worker is.
    """

    def ack(self, delivery_tag):
        try:
            super().ack(delivery_tag)
        except Exception:
            virtual.QoS.ack(self, delivery_tag)
            raise

    def reject(self, delivery_tag, requeue=False):
        try:
            super().reject(delivery_tag, requeue=requeue)
        except Exception:
            virtual.QoS.ack(self, delivery_tag)
            raise


def give_places_back():
    """For every connection of this process."""
    redis.Channel.QoS = QoS
