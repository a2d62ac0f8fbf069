class ModuleError(Exception):
    pass


def fail():
    raise ModuleError("from a module")
