log = []


def run(how):
    for i in range(2):
        try:
            try:
                if how == "break":
                    break
                if how == "continue":
                    continue
                if how == "return":
                    return "returned"
                if how == "raise":
                    raise ValueError("raised")
                log.append(("body", how))
            finally:
                log.append(("inner", how, i))
        except ValueError:
            log.append(("handler", i))
        else:
            log.append(("else", i))
        finally:
            log.append(("outer", i))


for how in ("fall", "break", "continue", "return", "raise"):
    run(how)
    print(how, log)
    log.clear()
