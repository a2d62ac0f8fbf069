"""What a protocol can be told."""


class BaseProtocol:
    """What all protocols are told."""

    def connection_made(self, transport):
        """The connection is there."""

    def connection_lost(self, exc):
        """The connection is gone."""

    def pause_writing(self):
        """The transport's buffer is full."""

    def resume_writing(self):
        """The transport's buffer has drained."""


class Protocol(BaseProtocol):
    """For streams."""

    def data_received(self, data):
        """Data has come."""

    def eof_received(self):
        """The peer has ended its stream."""


class BufferedProtocol(BaseProtocol):
    """For streams, with a buffer of its own."""

    def get_buffer(self, sizehint):
        """A buffer to receive into."""

    def buffer_updated(self, nbytes):
        """The buffer was filled."""

    def eof_received(self):
        """The peer has ended its stream."""


class DatagramProtocol(BaseProtocol):
    """For datagrams."""

    def datagram_received(self, data, addr):
        """A datagram has come."""

    def error_received(self, exc):
        """Sending or receiving failed."""


class SubprocessProtocol(BaseProtocol):
    """For subprocesses."""

    def pipe_data_received(self, fd, data):
        """Data has come from the child."""

    def pipe_connection_lost(self, fd, exc):
        """A pipe was closed."""

    def process_exited(self):
        """The child has ended."""
