"""What people do: one function a verb, one transaction each, and the read models for screens and paper."""
