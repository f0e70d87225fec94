"""How an event travels: outbox, relay, bus, inbox, consumers."""
