"""What this machine has: memory, processor, disks, and the devices the engine can use."""
