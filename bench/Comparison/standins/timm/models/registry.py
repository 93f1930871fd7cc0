def register_model(builder):
    return builder
