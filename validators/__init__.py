"""Documents to rule runs. Pure: no clock, no network, no disk; registries only through a port."""
