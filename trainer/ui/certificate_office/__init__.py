"""Pages of the personnel office: who may have a certificate, the issue, the register."""
