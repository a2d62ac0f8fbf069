def say(value):
    print("say", value)
    return value


print(say(0) and say(1))
print(say(1) and say(2))
print(say("") or say("x"))
print(say([]) or say({}) or say(()))
print(say(1) or say(2))
print((say(0) or say(3)) and say(4))
print(not say(None))
