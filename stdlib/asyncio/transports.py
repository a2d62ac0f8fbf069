"""Transports and servers by their public names."""
from ._datagram import DatagramTransport
from ._network import Server, Transport

BaseTransport = ReadTransport = WriteTransport = Transport
AbstractServer = Server
