"""What the official models import of timm, and no more: written for this comparison, since Debian has no timm. The models' computation stays the official code's."""
