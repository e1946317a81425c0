"""Tags of the whole site's templates."""
