def greet(self):
    return f"hi {self.name}"


Person = type("Person", (), {"name": "nobody", "greet": greet})
Child = type("Child", (Person,), {"name": "kid"})
print(Person().greet(), Child().greet(), Child.__mro__[1].__name__, type(Child))
print(type(5), type("a") is str, type(None), type(print).__name__, type(type).__name__)
